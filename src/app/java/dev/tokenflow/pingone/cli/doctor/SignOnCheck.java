package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A whole sign-on by the client itself, which submits the password once. */
final class SignOnCheck {
  // The client's own deadline comes first: its failure says more.
  private static final Duration BEYOND_DEADLINE = Duration.ofSeconds(5);

  private SignOnCheck() {}

  static Finding run(Vertx vertx, PingOneOptions options, User user) {
    PingOneTokens tokens = PingOneTokens.direct(vertx, options);
    Duration patience = options.acquisitionTimeout().plus(BEYOND_DEADLINE);
    try {
      return tokens
          .signOn(SignOn.of(user.name(), user.password()))
          .map(SignOnReading::of)
          .otherwise(SignOnCheck::failed)
          .await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return Finding.failed(SignOnReading.NAME, "no outcome in time", "network");
    } finally {
      tokens.close();
    }
  }

  private static Finding failed(Throwable cause) {
    return SignOnReading.of(((PingOneException) cause).failure());
  }
}
