package dev.tokenflow.pingone.examples.login;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.Outcome;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The steps between password and tokens. */
final class StepRoutes {
  private final PingOneTokens pingOne;
  private final LoginOptions options;
  private final Throttle throttle;
  private final Outcomes outcomes;
  private final Answers answers;
  private final PushWaits waits;

  StepRoutes(
      PingOneTokens pingOne,
      LoginOptions options,
      Throttle throttle,
      Outcomes outcomes,
      Answers answers,
      PushWaits waits) {
    this.pingOne = pingOne;
    this.options = options;
    this.throttle = throttle;
    this.outcomes = outcomes;
    this.answers = answers;
    this.waits = waits;
  }

  void mount(Router router) {
    router.get("/step").handler(this::show);
    router.post("/step").handler(this::submit);
    router.get("/push").handler(this::awaitPush);
  }

  private void show(RoutingContext ctx) {
    PendingStep pending = new LoginSession(ctx).pending();
    if (pending == null || pending.isBeginning()) {
      answers.redirect(ctx, "/");
    } else {
      answers.page(ctx, StepPages.of(pending, Answers.csrf(ctx), null));
    }
  }

  private void submit(RoutingContext ctx) {
    PendingStep pending = new LoginSession(ctx).pending();
    StepForm form = new StepForm(ctx.request().formAttributes());
    if (pending == null || pending.isBeginning()) {
      answers.redirect(ctx, "/");
      return;
    }
    FlowAction action = form.action(pending.step().embedded(), options.origin());
    if (action == null || !pending.offers(action.name())) {
      // From a page of before: show where the person is now.
      answers.redirect(ctx, "/step");
      return;
    }
    String username = form.usernameOr(pending.username());
    Throttle.Key key = key(ctx, username, pending, action);
    if (!outcomes.begins(ctx, key)) {
      return;
    }
    Outcomes.Try made = made(ctx, key, action, username);
    if (action.name().equals("password.recover") && form.lacksRecoveryCode()) {
      // PingOne refuses it in another way than a wrong one, but for users who exist only.
      outcomes.wrong(ctx, made);
      return;
    }
    if (pending.played()) {
      play(ctx, pending, action, made);
      return;
    }
    Future<Outcome> outcome = submit(pending.step(), action);
    if (action.name().equals("password.recover")) {
      outcome.onSuccess(recovered -> throttle.forget(LoginRouter.key(ctx, pending.username())));
    }
    outcomes.answer(ctx, outcome, made);
  }

  private static Throttle.Key key(
      RoutingContext ctx, @Nullable String username, PendingStep pending, FlowAction action) {
    Throttle.Key user = LoginRouter.key(ctx, username);
    return counts(action.name()) == Outcomes.Counts.ALWAYS
        ? user.apart(Throttle.MESSAGES)
        : pending.status().equals(PendingStep.RECOVERY) ? user.apart("recovery") : user;
  }

  /** If the step is being waited for, what the wait leads to takes the action. */
  private Future<Outcome> submit(ActionRequired step, FlowAction action) {
    Future<Outcome> waiting = waits.take(step);
    return waiting == null
        ? pingOne.continueFlow(step.with(action))
        : waiting.compose(
            reached ->
                reached instanceof ActionRequired next && next.actions().contains(action.name())
                    ? pingOne.continueFlow(next.with(action))
                    : Future.succeededFuture(reached));
  }

  /**
   * Plays a recovery for a user name that does not exist: no code is right. It looks at the flow,
   * which takes about as long as an answer to a code.
   */
  private void play(RoutingContext ctx, PendingStep pending, FlowAction action, Outcomes.Try made) {
    Future<Outcome> looked = pingOne.continueFlow(pending.step().again());
    looked
        .onFailure(failure -> outcomes.answer(ctx, looked, made))
        .onSuccess(
            reached -> {
              PendingStep next =
                  reached instanceof ActionRequired open ? pending.with(open) : pending;
              LoginSession session = new LoginSession(ctx);
              if (action.name().equals("password.sendRecoveryCode")) {
                session.advance(next);
                answers.redirect(ctx, "/step");
              } else {
                session.keep(next);
                outcomes.wrong(ctx, made);
              }
            });
  }

  /** Stays open until the person confirms, or for a while; then the browser comes again. */
  private void awaitPush(RoutingContext ctx) {
    PendingStep pending = new LoginSession(ctx).pending();
    if (pending == null || !pending.status().equals(PendingStep.PUSH)) {
      answers.redirect(ctx, "/");
      return;
    }
    waits
        .await(pending.step())
        .onComplete(
            ended -> {
              // If the browser went away, its next request gets the result.
              Future<Outcome> mine =
                  ctx.response().closed() || !isStill(ctx, pending)
                      ? null
                      : waits.take(pending.step());
              if (mine != null) {
                Throttle.Key key = LoginRouter.key(ctx, pending.username());
                outcomes.answer(ctx, mine, made(ctx, key, null, pending.username()));
              } else if (!ctx.response().closed()) {
                answers.redirect(ctx, "/");
              }
            });
  }

  private static boolean isStill(RoutingContext ctx, PendingStep pending) {
    PendingStep now = new LoginSession(ctx).pending();
    return now != null && now.step().flow().equals(pending.step().flow());
  }

  private Outcomes.Try made(
      RoutingContext ctx,
      Throttle.Key key,
      @Nullable FlowAction action,
      @Nullable String username) {
    String name = action == null ? "" : action.name();
    return new Outcomes.Try(
        key,
        username,
        counts(name),
        wrong(name),
        problem -> {
          PendingStep now = new LoginSession(ctx).pending();
          return now == null
              ? SignOnPages.signOn(options, Answers.csrf(ctx), "", problem)
              : StepPages.of(now, Answers.csrf(ctx), problem);
        });
  }

  /** Messages cost money, and annoy if too many are asked for. */
  private static Outcomes.Counts counts(String action) {
    return switch (action) {
      case "" -> Outcomes.Counts.NEVER;
      case "device.select", "password.sendRecoveryCode", "user.sendVerificationCode" ->
          Outcomes.Counts.ALWAYS;
      default -> Outcomes.Counts.IF_IT_FAILS;
    };
  }

  private static Problem wrong(String action) {
    String again = "The code is wrong or has expired. You can have another one sent.";
    return switch (action) {
      case "otp.check" -> Problem.of("The code is wrong or has expired.", "otp");
      case "password.recover" -> Problem.of(again, "recoveryCode");
      case "user.verify" -> Problem.of(again, "verificationCode");
      case "password.reset" -> Problem.of("The current password is wrong.", "currentPassword");
      case "assertion.check" -> Problem.of("This passkey was not accepted.");
      default -> Problem.of("The user name or the password is wrong.", "username", "password");
    };
  }
}
