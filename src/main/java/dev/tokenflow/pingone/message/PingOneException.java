package dev.tokenflow.pingone.message;

/**
 * The only exception with which a Future of this library fails.
 *
 * <p>It has no stack trace: in a chain of Futures a trace shows only frames of the event loop, and
 * filling it in is the most expensive part of a failed sign-on.
 */
public final class PingOneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public PingOneException(Failure failure) {
    super(message(failure), null, false, false);
    this.failure = failure;
  }

  /** What failed, and why. */
  public Failure failure() {
    return failure;
  }

  private static String message(Failure failure) {
    StringBuilder message =
        new StringBuilder()
            .append(failure.error().wireName())
            .append(" at ")
            .append(failure.step().wireName())
            .append(": ")
            .append(failure.description());
    if (failure.pingoneId() != null) {
      message.append(" [PingOne id ").append(failure.pingoneId()).append(']');
    }
    return message
        .append(" [correlation id ")
        .append(failure.correlationId())
        .append(']')
        .toString();
  }
}
