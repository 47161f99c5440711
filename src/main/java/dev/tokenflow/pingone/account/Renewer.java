package dev.tokenflow.pingone.account;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.ResendRules;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.TokenEvent;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gets the next tokens of an account: with the refresh token if there is one, else anew. */
final class Renewer {
  private final AccountCalls calls;
  private final Renewal anew;
  private final Supplier<Moment> clock;
  private final BooleanSupplier isKeeper;
  private final Consumer<FreshTokens> copies;
  // The last tokens, while their refresh token can be used.
  private @Nullable Tokens refreshable;
  private @Nullable String subject;

  /**
   * @param isKeeper whether this instance still keeps the account, asked before each renewal
   * @param copies receives the new tokens for the other instances
   */
  Renewer(
      AccountCalls calls,
      Renewal anew,
      Supplier<Moment> clock,
      BooleanSupplier isKeeper,
      Consumer<FreshTokens> copies) {
    this.calls = calls;
    this.anew = anew;
    this.clock = clock;
    this.isKeeper = isKeeper;
    this.copies = copies;
  }

  /** New tokens, and whether they were issued anew or replace others. */
  record Renewed(FreshTokens fresh, TokenEvent event) {}

  /** Gets new tokens; fails with {@code PingOneException} only. */
  Future<Renewed> renew() {
    if (!isKeeper.getAsBoolean()) {
      return Future.failedFuture(left());
    }
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
    FreshTokens fresh = new FreshTokens(tokens, requestedAt);
    copies.accept(fresh);
    return new Renewed(fresh, event);
  }

  private static PingOneException left() {
    return new PingOneException(
        Failure.of(
            ErrorCode.UNAVAILABLE,
            Step.REQUEST,
            "another instance keeps the accounts now",
            null,
            UUID.randomUUID().toString()));
  }
}
