package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.account.Renewer.Renewed;
import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tokens of one account fresh.
 *
 * <pre>
 * Idle -----> Acquiring    a caller needs tokens
 * Acquiring -> Fresh       tokens were issued
 *           -> Failed      it failed, and is tried again after a backoff
 *           -> Stopped     it failed, and only other credentials can cure that
 * Fresh ----> Acquiring    the renewal is due, or an API refused the access token
 * Failed ---> Acquiring    the next try is due
 * Stopped --> Acquiring    the credentials changed
 * any ------> Closed
 * </pre>
 */
final class Account {
  private static final Duration CREDENTIALS_CHECK = Duration.ofSeconds(1);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

  private static final Logger LOG = System.getLogger(Account.class.getName());

  private final Vertx vertx;
  private final String name;
  private final Renewer renewer;
  private final TokenListener listener;
  private final Supplier<Moment> clock;
  private State state;
  private int failuresInARow;
  private @Nullable Long reportedAt;

  /**
   * @param last the last tokens of another instance that kept this account, or null
   */
  Account(
      Vertx vertx,
      String name,
      Renewer renewer,
      TokenListener listener,
      Supplier<Moment> clock,
      @Nullable FreshTokens last) {
    this.vertx = vertx;
    this.name = name;
    this.renewer = renewer;
    this.listener = listener;
    this.clock = clock;
    this.state = new Idle(last);
  }

  private sealed interface State permits Idle, Acquiring, Fresh, Failed, Stopped, Closed {
    /** What ends this state if no call does; null if nothing is waited for. */
    default @Nullable Timer timer() {
      return null;
    }

    /** The last tokens, which may have expired, or null. */
    default @Nullable FreshTokens tokens() {
      return null;
    }
  }

  /** The account is lazy, and no caller has asked for its tokens yet. */
  private record Idle(@Nullable FreshTokens tokens) implements State {}

  /** An acquisition is in progress; the previous tokens are answered while they are valid. */
  private record Acquiring(Promise<Tokens> result, @Nullable FreshTokens tokens) implements State {}

  /** The tokens are valid until the timer renews them. */
  private record Fresh(FreshTokens tokens, Timer timer) implements State {}

  /** The last acquisition failed; the timer tries again. */
  private record Failed(Failure failure, @Nullable FreshTokens tokens, long nextTryAt, Timer timer)
      implements State {}

  /** The last acquisition failed for good; the timer looks for other credentials. */
  private record Stopped(Failure failure, @Nullable FreshTokens tokens, Timer timer)
      implements State {}

  private record Closed() implements State {}

  /**
   * The account's tokens: from memory while they are valid, else those of the next acquisition, of
   * which at most one is in progress. Between a failure and the next try, that failure.
   *
   * @param refused an access token that an API refused, or null. If it is the current one, it is
   *     replaced, but at most once in 10 seconds: new tokens do not help with an API that refuses
   *     all of them
   */
  Future<Tokens> current(@Nullable String refused) {
    Moment now = clock.get();
    if (state instanceof Idle idle) {
      return acquire(idle.tokens());
    }
    if (state instanceof Acquiring acquiring) {
      FreshTokens previous = acquiring.tokens();
      return previous != null && previous.areValid(now) && !previous.matches(refused)
          ? Future.succeededFuture(previous.copyAt(now))
          : shared(acquiring.result());
    }
    if (state instanceof Fresh fresh) {
      return isUsable(fresh.tokens(), refused, now)
          ? Future.succeededFuture(fresh.tokens().copyAt(now))
          : acquire(fresh.tokens());
    }
    if (state instanceof Failed failed) {
      long wait = failed.nextTryAt() - now.nanoTime();
      return !isUsable(failed.tokens(), refused, now) && wait <= 0
          ? acquire(failed.tokens())
          : tokensOr(
              failed.failure().copyFor(Duration.ofNanos(Math.max(0, wait))), failed.tokens(), now);
    }
    if (state instanceof Stopped stopped) {
      return tokensOr(stopped.failure(), stopped.tokens(), now);
    }
    return Future.failedFuture(StepException.closed(Step.REQUEST));
  }

  /** Stops all renewals. An acquisition in progress goes on, for those who wait for its result. */
  void close() {
    enter(new Closed());
  }

  /** How long the tokens are still valid, in seconds; NaN if there are none. */
  double expiresInSeconds() {
    FreshTokens tokens = state.tokens();
    return tokens == null ? Double.NaN : tokens.expiresInSeconds(clock.get());
  }

  private Future<Tokens> acquire(@Nullable FreshTokens previous) {
    Acquiring acquiring = new Acquiring(Promise.promise(), previous);
    enter(acquiring);
    renewer.renew().onComplete(ended -> end(acquiring, ended));
    return shared(acquiring.result());
  }

  private void end(Acquiring acquiring, AsyncResult<Renewed> ended) {
    if (state instanceof Closed) {
      endUnkept(acquiring.result(), ended);
    } else if (ended.failed()) {
      fail(acquiring, ((PingOneException) ended.cause()).failure(), acquiring.tokens());
    } else if (ended.result().fresh().areValid(clock.get())) {
      succeed(acquiring, ended.result());
    } else {
      // Nor are the previous tokens answered: the server may have revoked them with a refresh.
      fail(acquiring, expiredOnArrival(ended.result().fresh().tokens()), null);
    }
  }

  /** For those who still wait. */
  private static void endUnkept(Promise<Tokens> result, AsyncResult<Renewed> ended) {
    if (ended.succeeded()) {
      result.complete(ended.result().fresh().tokens());
    } else {
      Failure failure = ((PingOneException) ended.cause()).failure();
      result.fail(new PingOneException(failure.withoutFlow()));
    }
  }

  private void succeed(Acquiring acquiring, Renewed renewed) {
    FreshTokens fresh = renewed.fresh();
    failuresInARow = 0;
    Duration due =
        RenewalSchedule.renewAfter(fresh.lifetime(), ThreadLocalRandom.current())
            .minus(clock.get().since(fresh.requestedAt()));
    enter(new Fresh(fresh, after(due, () -> acquire(fresh))));
    listener.issued(renewed.event(), fresh.tokens());
    acquiring.result().complete(fresh.tokens());
  }

  private void fail(Acquiring acquiring, Failure cause, @Nullable FreshTokens previous) {
    // The flow of a failed sign-on may still be open, but no caller here can continue it.
    Failure failure = cause.withoutFlow();
    failuresInARow++;
    boolean isFinal = isFinal(failure);
    LOG.log(
        Level.WARNING,
        "account {0}: {1} at {2}, {3}",
        name,
        failure.error().wireName(),
        failure.step().wireName(),
        isFinal
            ? "not tried again with the same password"
            : "failures in a row: " + failuresInARow);
    if (isFinal) {
      stop(failure, previous);
    } else {
      backOff(failure, previous);
    }
    listener.failed(failure);
    acquiring.result().fail(new PingOneException(failure));
  }

  private void backOff(Failure failure, @Nullable FreshTokens previous) {
    Duration wait =
        RenewalSchedule.backoff(failuresInARow, failure.retryAfter(), ThreadLocalRandom.current());
    long nextTryAt = clock.get().nanoTime() + wait.toNanos();
    enter(new Failed(failure, previous, nextTryAt, after(wait, () -> acquire(previous))));
  }

  private void stop(Failure failure, @Nullable FreshTokens previous) {
    enter(new Stopped(failure, previous, after(CREDENTIALS_CHECK, this::checkCredentials)));
  }

  private void checkCredentials() {
    renewer
        .hasChanged()
        .onSuccess(
            changed -> {
              if (state instanceof Stopped stopped) {
                if (changed) {
                  acquire(stopped.tokens());
                } else {
                  stop(stopped.failure(), stopped.tokens());
                }
              }
            });
  }

  private void enter(State next) {
    Timer timer = state.timer();
    if (timer != null) {
      timer.cancel();
    }
    state = next;
  }

  private Timer after(Duration wait, Runnable task) {
    Timer timer = vertx.timer(Math.max(1, wait.toMillis()));
    timer.onSuccess(due -> task.run());
    return timer;
  }

  /** Whether these tokens are valid, and no refusal asks to replace them. */
  private boolean isUsable(@Nullable FreshTokens tokens, @Nullable String refused, Moment now) {
    return tokens != null
        && tokens.areValid(now)
        && !(tokens.matches(refused) && isFirstReport(now));
  }

  private boolean isFirstReport(Moment now) {
    if (reportedAt != null && now.nanoTime() - reportedAt < BETWEEN_REPORTS.toNanos()) {
      return false;
    }
    reportedAt = now.nanoTime();
    return true;
  }

  /** Another try with the same credentials is pointless, or brings a lock nearer. */
  private static boolean isFinal(Failure failure) {
    return switch (failure.error()) {
      case INVALID_CREDENTIALS, ACCOUNT_LOCKED, ACCOUNT_DISABLED, ACTION_UNSUPPORTED -> true;
      default -> failure.step() == Step.CREDENTIALS && !failure.retryable();
    };
  }

  /** The result for one of several callers. */
  private static Future<Tokens> shared(Promise<Tokens> result) {
    return result.future().map(tokens -> tokens.copyFor(tokens.expiresIn()));
  }

  private static Future<Tokens> tokensOr(
      Failure failure, @Nullable FreshTokens previous, Moment now) {
    return previous != null && previous.areValid(now)
        ? Future.succeededFuture(previous.copyAt(now))
        : Future.failedFuture(new PingOneException(failure));
  }

  private static Failure expiredOnArrival(Tokens tokens) {
    return Failure.of(
        ErrorCode.TIMEOUT,
        Step.TOKEN,
        "the tokens had expired when they arrived",
        tokens.username(),
        tokens.correlationId());
  }
}
