package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.Step;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a transport reports what it sends. */
public interface RequestMeter {

  /** Why a request is sent again. */
  enum ResendReason {
    /** No connection was made. */
    NO_CONNECTION,
    /** The server did not take the request. */
    REFUSED,
    /** 429. */
    RATE_LIMITED,
    /** Any other 5xx. */
    UNAVAILABLE,
    /** No whole answer came. */
    LOST;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in meters, such as {@code rate_limited}. */
    public String wireName() {
      return wireName;
    }
  }

  /** The current value of the clock by which requests are measured. */
  long now();

  /**
   * A request ended.
   *
   * @param status the answer's status, or null without an answer
   * @param since when it began, by {@link #now}
   */
  void ended(Step step, @Nullable Integer status, long since);

  /** A request is sent again. */
  void resent(Step step, ResendReason reason);
}
