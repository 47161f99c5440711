package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Redaction;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How, and how recently, an ID token must say that the user was authenticated (OpenID Connect Core
 * 3.1.3.7, numbers 12 and 13).
 *
 * @param acrValues the accepted values of {@code acr}, separated by spaces, or null for any
 * @param since the earliest authentication that is accepted, or null for any: {@code max_age}
 *     before the authorization request (OpenID Connect Core 3.1.2.1). How long the user takes for
 *     the steps after it does not count
 */
public record RequiredAuthentication(@Nullable String acrValues, @Nullable Instant since) {
  /** Any authentication will do. */
  public static final RequiredAuthentication ANY = new RequiredAuthentication(null, null);

  private static final Duration ROUNDING = Duration.ofSeconds(1);

  /**
   * Checks the claims of an ID token that is valid otherwise.
   *
   * @param leeway by how much the clocks may differ
   * @param clockRemark what is added where a time is refused
   * @throws StepException {@code invalid_id_token} without an {@code auth_time} that is recent
   *     enough, {@code access_denied} without an {@code acr} that is accepted
   */
  void check(JsonObject claims, Instant now, Duration leeway, Supplier<String> clockRemark) {
    if (since != null) {
      checkTime(IdTokenClaims.time(claims, "auth_time"), since, now, leeway, clockRemark);
    }
    if (acrValues != null && !isAccepted(claims.getValue("acr"), acrValues)) {
      throw StepException.of(
          ErrorCode.ACCESS_DENIED,
          Step.ID_TOKEN,
          Redaction.of(
              "the user was not authenticated as required: the ID token's acr is "
                  + IdTokenClaims.shown(claims.getValue("acr"))
                  + ", expected one of "
                  + IdTokenClaims.shown(acrValues),
              List.of()));
    }
  }

  private static void checkTime(
      Instant authenticated,
      Instant since,
      Instant now,
      Duration leeway,
      Supplier<String> clockRemark) {
    if (authenticated.isAfter(now.plus(leeway))) {
      // In milliseconds, for example: it would never be too early.
      throw IdTokenValidator.invalid(
          "its auth_time is " + authenticated + ", which lies in the future" + clockRemark.get());
    }
    // It is in whole seconds, so an authentication of just now may seem a second old.
    Duration tolerance = leeway.isZero() ? ROUNDING : leeway;
    if (authenticated.isBefore(since.minus(tolerance))) {
      throw IdTokenValidator.invalid(
          "its auth_time is "
              + authenticated
              + ", expected "
              + since.truncatedTo(ChronoUnit.SECONDS)
              + " or later (max_age)"
              + clockRemark.get());
    }
  }

  private static boolean isAccepted(@Nullable Object acr, String accepted) {
    return acr instanceof String text
        && !text.isEmpty()
        && text.indexOf(' ') < 0
        && (" " + accepted + " ").contains(" " + text + " ");
  }
}
