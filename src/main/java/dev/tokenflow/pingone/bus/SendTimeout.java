package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.message.MalformedRequestException;
import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a caller waits for the reply. The event bus does not tell that to the receiver, so a
 * caller says it in a header.
 */
final class SendTimeout {
  private static final String HEADER = "timeout_ms";

  private SendTimeout() {}

  /** Delivery options with this send timeout, also sent as the {@code timeout_ms} header. */
  static DeliveryOptions delivery(Duration timeout) {
    return new DeliveryOptions()
        .setSendTimeout(timeout.toMillis())
        .addHeader(HEADER, String.valueOf(timeout.toMillis()));
  }

  /**
   * Reads the header; null without one.
   *
   * @throws MalformedRequestException if it is not a positive number of milliseconds
   */
  static @Nullable Duration of(MultiMap headers) {
    String value = headers.get(HEADER);
    if (value == null) {
      return null;
    }
    if (!value.matches("[1-9]\\d{0,14}")) {
      throw new MalformedRequestException(
          "the header " + HEADER + " must be a positive number of milliseconds");
    }
    return Duration.ofMillis(Long.parseLong(value));
  }
}
