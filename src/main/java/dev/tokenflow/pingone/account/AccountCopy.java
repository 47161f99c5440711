package dev.tokenflow.pingone.account;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An account's tokens, without their refresh token, as the keeper sends them to another instance.
 *
 * @param age how long ago they were requested: the clocks of two machines differ
 */
public record AccountCopy(String account, Tokens tokens, Duration age) {

  static AccountCopy of(String account, FreshTokens fresh, Moment now) {
    return new AccountCopy(
        account,
        fresh.tokens().copyFor(fresh.tokens().expiresIn()),
        now.since(fresh.requestedAt()));
  }

  /** The same tokens by this machine's clocks. */
  FreshTokens received(Moment now) {
    return new FreshTokens(
        tokens, new Moment(now.nanoTime() - age.toNanos(), now.time().minus(age)));
  }

  /** Reads a copy that another instance sent; null for anything else that was sent. */
  public static @Nullable AccountCopy fromJson(@Nullable Object message) {
    try {
      JsonObject copy = (JsonObject) requireNonNull(message);
      // At most 292 years, which a moment can be ago.
      Duration age = Duration.ofNanos(TimeUnit.MILLISECONDS.toNanos(copy.getLong("age_ms")));
      return age.isNegative()
          ? null
          : new AccountCopy(
              requireNonNull(copy.getString("account")),
              Tokens.fromJson(copy.getJsonObject("tokens")),
              age);
    } catch (ClassCastException | NullPointerException | DateTimeException foreign) {
      return null;
    }
  }

  /** The message to another instance. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("account", account)
        .put("tokens", tokens.toJson())
        .put("age_ms", age.toMillis());
  }
}
