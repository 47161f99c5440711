package dev.tokenflow.pingone.acquisition;

/**
 * The one failure that a Future of this library carries.
 *
 * <p>It has no stack trace: in a chain of Futures it would show the event loop's frames only, and
 * filling it in is the dearest part of a failed sign-on.
 */
public final class PingOneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public PingOneException(Failure failure) {
    super(message(failure), null, false, false);
    this.failure = failure;
  }

  /** A failure without an answer of PingOne. */
  public static PingOneException of(ErrorCode error, Step step, String description) {
    return new PingOneException(Failure.of(error, step, description));
  }

  /** What went wrong, and where. */
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
    if (failure.correlationId() != null) {
      message.append(" [correlation id ").append(failure.correlationId()).append(']');
    }
    return message.toString();
  }
}
