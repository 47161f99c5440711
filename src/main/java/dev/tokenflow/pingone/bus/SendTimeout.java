package dev.tokenflow.pingone.bus;

import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;

/**
 * How long a caller waits for the reply. The event bus keeps that to the caller's side, so a caller
 * tells it in a header; who does not tell is taken to wait for as long as an acquisition may take.
 */
public final class SendTimeout {
  private static final String HEADER = "timeout_ms";

  private SendTimeout() {}

  /** Delivery with this send timeout, which is told. */
  public static DeliveryOptions told(Duration timeout) {
    return new DeliveryOptions()
        .setSendTimeout(timeout.toMillis())
        .addHeader(HEADER, String.valueOf(timeout.toMillis()));
  }

  /**
   * The send timeout that a request's headers tell, or null.
   *
   * @throws dev.tokenflow.pingone.acquisition.PingOneException {@code invalid_request} for a header
   *     that is no number of milliseconds
   */
  static Duration of(MultiMap headers) {
    String value = headers.get(HEADER);
    if (value == null) {
      return null;
    }
    if (!value.matches("[1-9]\\d{0,14}")) {
      throw RequestFields.invalid(
          "the header " + HEADER + " is not a whole number of milliseconds from 1 on");
    }
    return Duration.ofMillis(Long.parseLong(value));
  }
}
