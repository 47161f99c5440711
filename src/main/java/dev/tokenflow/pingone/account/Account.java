package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.TokenEvent;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One account: its tokens, and what renews them.
 *
 * <p>At any time at most one acquisition is under way, and at most one timer waits: for the next
 * renewal, for the next try after a failure, or for another password after one that was refused.
 */
final class Account {
  private static final long LOOK_FOR_CHANGE_MS = 1_000;
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

  private static final Logger LOG = System.getLogger(Account.class.getName());

  private final Vertx vertx;
  private final String name;
  private final AccountCalls calls;
  private final Renewal grant;
  private final TokenListener listener;
  private FreshTokens fresh;
  private String refreshToken;
  private String subject;
  private Promise<Tokens> underWay;
  private Failure lastFailure;
  private int failures;
  private boolean stopped;
  private boolean closed;
  // None yet; 0 would be the first timer of this Vert.x, whoever set it.
  private long timer = -1;
  private long nextTryAt;
  private Long reportedAt;

  Account(Vertx vertx, String name, AccountCalls calls, Renewal grant, TokenListener listener) {
    this.vertx = vertx;
    this.name = name;
    this.calls = calls;
    this.grant = grant;
    this.listener = listener;
  }

  /** Acquires the first tokens, for nobody in particular. */
  void begin() {
    renew();
  }

  /**
   * The account's tokens: from memory while they are good, else when the acquisition under way, or
   * one that begins now, has ended. Where an acquisition failed and the next try is not due, that
   * failure.
   *
   * @param refused an access token that was not accepted somewhere, or null: where it is the
   *     current one, it is replaced; once in 10 seconds at most, since a new token would not help
   *     whoever refuses all of them
   */
  Future<Tokens> current(String refused) {
    if (closed) {
      return Future.failedFuture(closed());
    }
    long now = System.nanoTime();
    boolean good = fresh != null && fresh.areGood(now);
    boolean replace = good && fresh.have(refused) && (underWay != null || isFirstReport(now));
    if (good && !replace) {
      return Future.succeededFuture(fresh.handedOut(now));
    }
    if (underWay != null) {
      return underWay.future().map(tokens -> tokens.copyFor(tokens.expiresIn()));
    }
    if (lastFailure == null || (!stopped && now - nextTryAt >= 0)) {
      return renew().map(tokens -> tokens.copyFor(tokens.expiresIn()));
    }
    return good
        ? Future.succeededFuture(fresh.handedOut(now))
        : Future.failedFuture(new PingOneException(remembered(now)));
  }

  /** Ends what waits, with {@code unavailable}; an acquisition under way is left to itself. */
  void close() {
    closed = true;
    vertx.cancelTimer(timer);
    if (underWay != null) {
      underWay.tryFail(closed());
    }
  }

  private boolean isFirstReport(long now) {
    if (reportedAt != null && now - reportedAt < BETWEEN_REPORTS.toNanos()) {
      return false;
    }
    reportedAt = now;
    return true;
  }

  private Future<Tokens> renew() {
    vertx.cancelTimer(timer);
    Promise<Tokens> waiting = Promise.promise();
    underWay = waiting;
    long now = System.nanoTime();
    (refreshToken == null ? anew(now) : refresh(now))
        .onComplete(
            ended -> {
              underWay = null;
              if (closed) {
                return;
              }
              if (ended.failed()) {
                waiting.tryFail(new PingOneException(failed(ended.cause())));
              } else if (!adopt(ended.result())) {
                waiting.tryFail(
                    new PingOneException(failed(tooLate(ended.result().fresh().tokens()))));
              } else {
                waiting.tryComplete(ended.result().fresh().tokens());
              }
            });
    return waiting.future();
  }

  /** Tokens that came, and how. */
  private record Renewed(FreshTokens fresh, boolean refreshed) {}

  private Future<Renewed> anew(long requestedAt) {
    return grant.acquire().map(tokens -> new Renewed(new FreshTokens(tokens, requestedAt), false));
  }

  /**
   * By the refresh token, or anew where that is good no longer. Where it is not known whether the
   * server used it up, it is not tried again: under rotation that would end all that came of it
   * (RFC 9700 section 4.14.2), the tokens that are still good among it.
   */
  private Future<Renewed> refresh(long requestedAt) {
    Tokens before = fresh.tokens();
    return calls
        .refresh(new Refresh(refreshToken, null, subject, null), before)
        .map(tokens -> new Renewed(new FreshTokens(tokens, requestedAt), true))
        .recover(
            cause -> {
              Failure failure = ((PingOneException) cause).failure();
              if (failure.error() != ErrorCode.RATE_LIMITED && failure.step() != Step.REQUEST) {
                refreshToken = null;
              }
              return failure.error() == ErrorCode.INVALID_GRANT
                  ? anew(System.nanoTime())
                  : Future.failedFuture(cause);
            });
  }

  /** Takes new tokens in place of the old ones; false where they are good no longer already. */
  private boolean adopt(Renewed renewal) {
    Tokens tokens = renewal.fresh().tokens();
    refreshToken = tokens.refreshToken();
    if (tokens.claims() != null) {
      subject = tokens.claims().getString("sub");
    }
    fresh = renewal.fresh();
    long age = System.nanoTime() - fresh.requestedAt();
    if (!fresh.areGood(System.nanoTime())) {
      return false;
    }
    failures = 0;
    lastFailure = null;
    listener.issued(renewal.refreshed() ? TokenEvent.REFRESHED : TokenEvent.ISSUED, tokens);
    Duration due = RenewalSchedule.renewAfter(fresh.lifetime(), ThreadLocalRandom.current());
    after(due.minusNanos(age), this::renew);
    return true;
  }

  private static PingOneException tooLate(Tokens tokens) {
    return new PingOneException(
        new Failure(
            ErrorCode.TIMEOUT,
            "the tokens had expired when they arrived",
            Step.TOKEN,
            null,
            null,
            null,
            null,
            null,
            tokens.username(),
            tokens.correlationId()));
  }

  private Failure failed(Throwable cause) {
    // The flow of a failed sign-on may live on, but nobody here carries it on.
    Failure failure = ((PingOneException) cause).failure().withoutFlow();
    lastFailure = failure;
    failures++;
    stopped = isFinal(failure);
    LOG.log(
        Level.WARNING,
        "account {0}: {1} at {2}, {3}",
        name,
        failure.error().wireName(),
        failure.step().wireName(),
        stopped ? "not tried again with the same password" : "failures in a row: " + failures);
    listener.failed(failure);
    if (stopped) {
      after(Duration.ofMillis(LOOK_FOR_CHANGE_MS), this::renewIfChanged);
    } else {
      Duration wait =
          RenewalSchedule.backoff(failures, failure.retryAfter(), ThreadLocalRandom.current());
      nextTryAt = System.nanoTime() + wait.toNanos();
      after(wait, this::renew);
    }
    return failure;
  }

  /** Whether another try with the same credentials would only bring a lock nearer. */
  private static boolean isFinal(Failure failure) {
    return switch (failure.error()) {
      case INVALID_CREDENTIALS, ACCOUNT_LOCKED, ACCOUNT_DISABLED, ACTION_UNSUPPORTED -> true;
      default -> failure.step() == Step.CREDENTIALS && !failure.retryable();
    };
  }

  private void renewIfChanged() {
    grant
        .hasChanged()
        .onSuccess(
            changed -> {
              if (closed) {
                return;
              }
              if (changed) {
                stopped = false;
                renew();
              } else {
                after(Duration.ofMillis(LOOK_FOR_CHANGE_MS), this::renewIfChanged);
              }
            });
  }

  /** The last failure, with what is left of the wait until the next try. */
  private Failure remembered(long now) {
    return stopped
        ? lastFailure
        : lastFailure.copyFor(Duration.ofNanos(Math.max(0, nextTryAt - now)));
  }

  private void after(Duration wait, Runnable task) {
    vertx.cancelTimer(timer);
    timer = vertx.setTimer(Math.max(1, wait.toMillis()), due -> task.run());
  }

  private static StepException closed() {
    return StepException.of(ErrorCode.UNAVAILABLE, Step.REQUEST, "the client was closed");
  }
}
