package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.MalformedRequestException;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a caller waits for the reply. The event bus does not tell that to the receiver, so a
 * caller says it in headers.
 */
final class SendTimeout {
  private static final String HEADER = "timeout_ms";
  private static final String EXPIRY = "expires_at_ms";
  private static final Pattern MILLIS = Pattern.compile("[1-9]\\d{0,14}");

  private SendTimeout() {}

  /** Delivery options with this send timeout, also sent as the {@code timeout_ms} header. */
  static DeliveryOptions delivery(Duration timeout) {
    return new DeliveryOptions()
        .setSendTimeout(timeout.toMillis())
        .addHeader(HEADER, String.valueOf(timeout.toMillis()));
  }

  /**
   * The same for one message to another member of a cluster. It says when the request expires, by
   * the time of day: a member that was suspended cannot know how long it was under way.
   */
  static DeliveryOptions expiringDelivery(Duration timeout) {
    return delivery(timeout)
        .addHeader(EXPIRY, String.valueOf(Instant.now().plus(timeout).toEpochMilli()));
  }

  /**
   * Reads the headers; null without a time-out.
   *
   * @throws MalformedRequestException if a header is not a positive number of milliseconds
   * @throws StepException {@code timeout} if the request has expired
   */
  static @Nullable Duration of(MultiMap headers) {
    Long expiresAt = millis(headers, EXPIRY);
    if (expiresAt != null && Instant.now().toEpochMilli() >= expiresAt) {
      throw StepException.of(
          ErrorCode.TIMEOUT,
          Step.REQUEST,
          "the request had expired when it arrived, by the clock of this machine");
    }
    Long timeout = millis(headers, HEADER);
    return timeout == null ? null : Duration.ofMillis(timeout);
  }

  private static @Nullable Long millis(MultiMap headers, String name) {
    String value = headers.get(name);
    if (value == null) {
      return null;
    }
    if (!MILLIS.matcher(value).matches()) {
      throw new MalformedRequestException(
          "the header " + name + " must be a positive number of milliseconds");
    }
    return Long.valueOf(value);
  }
}
