package dev.tokenflow.pingone.cli;

/** A command that cannot be carried out as it was given. */
final class BadUsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadUsageException(String message) {
    super(message, null, false, false);
  }
}
