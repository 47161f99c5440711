package dev.tokenflow.pingone.cli;

/** The command line or a file that it names is not usable. */
public final class BadUsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadUsageException(String message) {
    super(message, null, false, false);
  }
}
