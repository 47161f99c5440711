package dev.tokenflow.pingone.cli.acquire;

/** A line of the users' file is malformed. The message names the line and no value of it. */
final class MalformedLineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedLineException(long line, String what) {
    super("line " + line + ": " + what, null, false, false);
  }
}
