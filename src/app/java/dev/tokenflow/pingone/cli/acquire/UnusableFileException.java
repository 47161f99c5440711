package dev.tokenflow.pingone.cli.acquire;

/** A file on the command line cannot be used; no user was signed on. The message names the file. */
final class UnusableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableFileException(String message) {
    super(message, null, false, false);
  }
}
