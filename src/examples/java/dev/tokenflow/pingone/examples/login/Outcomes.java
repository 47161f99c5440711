package dev.tokenflow.pingone.examples.login;

import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns what PingOne says to a try into the browser's next page. */
final class Outcomes {
  private static final System.Logger LOG = System.getLogger(Outcomes.class.getName());

  private final Throttle throttle;
  private final Answers answers;

  Outcomes(Throttle throttle, Answers answers) {
    this.throttle = throttle;
    this.answers = answers;
  }

  /** Whether the throttle counts a try. */
  enum Counts {
    NEVER,
    /** It proves the user's identity. */
    IF_IT_FAILS,
    /** It sends a message, or reveals something. */
    ALWAYS
  }

  /**
   * A try.
   *
   * @param key who tries, as the throttle counted it
   * @param username the user name that was given, or null
   * @param counts whether the throttle counts it
   * @param wrong what the page says if a password or code is wrong
   * @param form the page again, with a problem
   */
  record Try(
      Throttle.Key key,
      @Nullable String username,
      Counts counts,
      Problem wrong,
      Function<Problem, Page> form) {}

  /** Counts a try before it is made, and answers here if there were too many. */
  boolean begins(RoutingContext ctx, Throttle.Key key) {
    Duration wait = throttle.begin(key);
    if (wait != null) {
      tooManyTries(ctx, wait);
    }
    return wait == null;
  }

  void answer(RoutingContext ctx, Future<Outcome> outcome, Try made) {
    outcome
        .<Void>transform(
            ended -> {
              if (ended.succeeded()) {
                reached(ctx, ended.result(), made);
              } else {
                failed(ctx, ((PingOneException) ended.cause()).failure(), made);
              }
              return Future.succeededFuture();
            })
        // A bug of these pages must not leave a browser waiting.
        .onFailure(ctx::fail);
  }

  private void reached(RoutingContext ctx, Outcome outcome, Try made) {
    LoginSession session = new LoginSession(ctx);
    release(made);
    if (outcome instanceof Tokens tokens) {
      throttle.forget(LoginRouter.key(ctx, made.username()));
      session.signOn(tokens);
      answers.redirect(ctx, "/");
      return;
    }
    session.advance(PendingStep.of((ActionRequired) outcome, made.username()));
    answers.redirect(ctx, "/step");
  }

  private void failed(RoutingContext ctx, Failure failure, Try made) {
    LoginSession session = new LoginSession(ctx);
    PendingStep before = session.pending();
    ActionRequired next = failure.next();
    if (next == null) {
      session.forgetStep();
    } else {
      session.keep(
          before != null && before.played()
              ? before.with(next)
              : PendingStep.of(next, made.username()));
    }
    switch (failure.error()) {
      case INVALID_CREDENTIALS -> wrong(ctx, made);
      case INVALID_REQUEST -> {
        release(made);
        answers.page(ctx, 422, made.form().apply(RefusalReasons.problem(failure.details())));
      }
      case ACCOUNT_LOCKED -> tooManyTries(ctx, failure.retryAfter());
      case ACCOUNT_DISABLED -> answers.page(ctx, 403, MessagePages.disabled());
      case ACCESS_DENIED, FLOW_FAILED ->
          answers.page(ctx, 403, MessagePages.refused(failure.correlationId()));
      case FLOW_EXPIRED -> {
        release(made);
        answers.page(ctx, 410, MessagePages.expired());
      }
      case ACTION_UNSUPPORTED -> {
        // What came before it was right.
        release(made);
        answers.page(ctx, 422, MessagePages.elsewhere(failure.link(), failure.correlationId()));
      }
      case RATE_LIMITED, UNAVAILABLE, OVERLOADED, TIMEOUT -> {
        release(made);
        log(failure);
        Duration asked = failure.retryAfter();
        retryAfter(ctx, asked == null ? Duration.ofMinutes(1) : asked);
        answers.page(ctx, 503, MessagePages.unavailable(formAgain(ctx, session.pending())));
      }
      default -> {
        release(made);
        log(failure);
        answers.page(ctx, 500, MessagePages.broken(failure.correlationId()));
      }
    }
  }

  /** Where the form is that could not be sent on. */
  private static String formAgain(RoutingContext ctx, @Nullable PendingStep pending) {
    if (pending != null && !pending.isBeginning()) {
      return "/step";
    }
    String path = ctx.normalizedPath();
    // The button for passkeys is on the page to sign on.
    return path.equals("/passkey") ? "/sign-on" : path;
  }

  private void release(Try made) {
    if (made.counts() == Counts.IF_IT_FAILS) {
      throttle.takeBack(made.key());
    }
  }

  /** The last try that was allowed answers as a lock does: so do those of unknown users. */
  void wrong(RoutingContext ctx, Try made) {
    Duration wait = throttle.waitOf(made.key());
    if (wait == null) {
      answers.page(ctx, 422, made.form().apply(made.wrong()));
    } else {
      tooManyTries(ctx, wait);
    }
  }

  void tooManyTries(RoutingContext ctx, @Nullable Duration wait) {
    if (wait != null) {
      retryAfter(ctx, wait);
    }
    answers.page(ctx, 429, MessagePages.tooManyTries(wait));
  }

  /** Rounded up, so that the time is over when a browser has waited this long. */
  private static void retryAfter(RoutingContext ctx, Duration wait) {
    long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    ctx.response().putHeader("Retry-After", String.valueOf(seconds));
  }

  /** A failure never contains a secret. */
  private static void log(Failure failure) {
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} at {1}: {2} [correlation id {3}]",
        failure.error(),
        failure.step(),
        failure.description(),
        failure.correlationId());
  }
}
