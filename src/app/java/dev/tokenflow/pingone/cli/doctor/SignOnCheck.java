package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A whole sign-on by the client itself, which submits the password once.
 *
 * @param failure why it failed, or null
 */
record SignOnCheck(Finding finding, @Nullable Failure failure) {
  /** What comes after PingOne has accepted the password. */
  private static final Set<Step> AFTER_PASSWORD =
      Set.of(Step.RESUME, Step.TOKEN, Step.JWKS, Step.ID_TOKEN);

  // The client's own deadline comes first: its failure says more.
  private static final Duration BEYOND_DEADLINE = Duration.ofSeconds(5);

  static SignOnCheck run(Vertx vertx, PingOneOptions options, User user) {
    PingOneTokens tokens = PingOneTokens.direct(vertx, options);
    Duration patience = options.acquisitionTimeout().plus(BEYOND_DEADLINE);
    try {
      return tokens
          .signOn(SignOn.of(user.name(), user.password()))
          .map(outcome -> new SignOnCheck(SignOnReading.of(outcome), null))
          .otherwise(SignOnCheck::failed)
          .await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return new SignOnCheck(
          Finding.failed(SignOnReading.NAME, "no outcome in time", "network"), null);
    } finally {
      tokens.close();
    }
  }

  private static SignOnCheck failed(Throwable cause) {
    Failure failure = ((PingOneException) cause).failure();
    return new SignOnCheck(SignOnReading.of(failure), failure);
  }

  /** Whether the password is known to be right. */
  boolean isPasswordAccepted() {
    return finding.isOk() || (failure != null && AFTER_PASSWORD.contains(failure.step()));
  }
}
