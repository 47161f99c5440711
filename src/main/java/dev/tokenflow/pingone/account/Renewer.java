package dev.tokenflow.pingone.account;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.ResendRules;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.TokenEvent;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gets the next tokens of an account: with the refresh token if there is one, else anew. */
final class Renewer {
  private final AccountCalls calls;
  private final Renewal anew;
  private final Supplier<Moment> clock;
  // The last tokens, while their refresh token can be used.
  private @Nullable Tokens refreshable;
  private @Nullable String subject;

  Renewer(AccountCalls calls, Renewal anew, Supplier<Moment> clock) {
    this.calls = calls;
    this.anew = anew;
    this.clock = clock;
  }

  /** New tokens, and whether they were issued anew or replace others. */
  record Renewed(FreshTokens fresh, TokenEvent event) {}

  /** Gets new tokens; fails with {@code PingOneException} only. */
  Future<Renewed> renew() {
    Tokens previous = refreshable;
    return previous == null
        ? acquire()
        : refresh(previous).recover(cause -> afterFailedRefresh((PingOneException) cause));
  }

  /** See {@link Renewal#hasChanged()}. */
  Future<Boolean> hasChanged() {
    return anew.hasChanged();
  }

  private Future<Renewed> acquire() {
    Moment requestedAt = clock.get();
    return anew.acquire().map(tokens -> renewed(tokens, requestedAt, TokenEvent.ISSUED));
  }

  private Future<Renewed> refresh(Tokens previous) {
    Moment requestedAt = clock.get();
    // A refresh need not bring an ID token, so the subject may be that of an earlier one.
    Refresh request = new Refresh(requireNonNull(previous.refreshToken()), null, subject, null);
    return calls
        .refresh(request, previous)
        .map(tokens -> renewed(tokens, requestedAt, TokenEvent.REFRESHED));
  }

  private Future<Renewed> afterFailedRefresh(PingOneException cause) {
    Failure failure = cause.failure();
    if (!ResendRules.mayReuseRefreshToken(failure)) {
      refreshable = null;
    }
    return failure.error() == ErrorCode.INVALID_GRANT ? acquire() : Future.failedFuture(cause);
  }

  private Renewed renewed(Tokens tokens, Moment requestedAt, TokenEvent event) {
    refreshable = tokens.refreshToken() == null ? null : tokens;
    subject = tokens.claims() == null ? subject : tokens.subject();
    return new Renewed(new FreshTokens(tokens, requestedAt), event);
  }
}
