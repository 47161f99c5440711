package dev.tokenflow.pingone.http;

import java.time.Duration;

/**
 * The moment by which something has to end; changes of the time of day do not move it. That of a
 * call goes along with its requests, and so brings the call's trace to them.
 *
 * @param nanoTime the moment, in the time of {@link System#nanoTime()}
 * @param trace the trace of what has to end
 */
public record Deadline(long nanoTime, Trace trace) {

  /** The moment that comes after this duration. */
  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos(), Trace.NONE);
  }

  /** The same moment, for something that is traced. */
  public Deadline tracedBy(Trace other) {
    return new Deadline(nanoTime, other);
  }

  /** The rest in milliseconds, rounded up so that a timer never fires early; 0 if passed. */
  public long remainingMillis() {
    long nanos = nanoTime - System.nanoTime();
    return nanos <= 0 ? 0 : (nanos + 999_999) / 1_000_000;
  }

  /** The rest; zero if passed. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  /** Whether this moment comes after another. */
  public boolean isAfter(Deadline other) {
    return nanoTime - other.nanoTime > 0;
  }

  /** Whether this moment is over. */
  public boolean hasPassed() {
    return nanoTime - System.nanoTime() <= 0;
  }
}
