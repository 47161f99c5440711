package dev.tokenflow.pingone.examples.login;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.AuthenticationParameters;
import dev.tokenflow.pingone.message.Authorize;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.PingOneException;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Registration and the recovery of a forgotten password: flows that begin without a password. */
final class AccountRoutes {
  private final PingOneTokens pingOne;
  private final LoginOptions options;
  private final Outcomes outcomes;
  private final Answers answers;

  AccountRoutes(PingOneTokens pingOne, LoginOptions options, Outcomes outcomes, Answers answers) {
    this.pingOne = pingOne;
    this.options = options;
    this.outcomes = outcomes;
    this.answers = answers;
  }

  void mount(Router router) {
    router
        .get("/forgot")
        .handler(ctx -> answers.page(ctx, SignOnPages.forgot(Answers.csrf(ctx), null)));
    router.post("/forgot").handler(this::forgot);
    if (options.registrationPolicy() != null) {
      router.get("/register").handler(ctx -> answers.page(ctx, registration(ctx, "", "", null)));
      router.post("/register").handler(this::register);
    }
  }

  /** Answers alike whether there is such a user or not (OWASP, Forgot Password). */
  private void forgot(RoutingContext ctx) {
    String username = field(ctx, "username");
    if (username.isBlank()) {
      Problem missing = Problem.of("Enter your user name.", "username");
      answers.page(ctx, 422, SignOnPages.forgot(Answers.csrf(ctx), missing));
      return;
    }
    // It sends a mail, so it counts even if it succeeds.
    Throttle.Key key = LoginRouter.key(ctx, username).apart(Throttle.MESSAGES);
    if (!outcomes.begins(ctx, key)) {
      return;
    }
    new LoginSession(ctx).forgetStep();
    Future<Outcome> sent = begin(ctx, null, FlowAction.forgotPassword(username));
    sent.onComplete(
        ended -> {
          ActionRequired open = ended.failed() ? openFlowOfUnknown(ended.cause()) : null;
          if (open != null) {
            new LoginSession(ctx).advance(PendingStep.playedRecovery(open, username));
            answers.redirect(ctx, "/step");
          } else {
            outcomes.answer(
                ctx,
                sent,
                new Outcomes.Try(
                    key,
                    username,
                    Outcomes.Counts.ALWAYS,
                    Problem.of("This was not accepted."),
                    problem -> SignOnPages.forgot(Answers.csrf(ctx), problem)));
          }
        });
  }

  /** The flow that stays open where PingOne says that there is no such user; else null. */
  private static @Nullable ActionRequired openFlowOfUnknown(Throwable cause) {
    Failure failure = ((PingOneException) cause).failure();
    boolean unknown =
        failure.error() == ErrorCode.INVALID_REQUEST
            || failure.error() == ErrorCode.INVALID_CREDENTIALS;
    return unknown ? failure.next() : null;
  }

  private void register(RoutingContext ctx) {
    String username = field(ctx, "username").strip();
    String email = field(ctx, "email").strip();
    String password = field(ctx, "password");
    if (username.isEmpty() || email.isEmpty() || password.isEmpty()) {
      Problem missing = Problem.of("Fill in all fields.", "username", "email", "password");
      answers.page(ctx, 422, registration(ctx, username, email, missing));
      return;
    }
    // By address alone: no user name is tried here.
    Throttle.Key key = LoginRouter.key(ctx, null);
    if (!outcomes.begins(ctx, key)) {
      return;
    }
    FlowAction register = FlowAction.registerUser(username, email, password);
    outcomes.answer(
        ctx,
        begin(ctx, options.registrationPolicy(), register),
        new Outcomes.Try(
            key,
            username,
            Outcomes.Counts.ALWAYS,
            Problem.of("This was not accepted."),
            problem -> registration(ctx, username, email, problem)));
  }

  /** Submits an action to the flow of the try before, if it offers it, or else to a new one. */
  private Future<Outcome> begin(RoutingContext ctx, @Nullable String policy, FlowAction action) {
    LoginSession session = new LoginSession(ctx);
    PendingStep before = session.pending();
    if (before != null && before.offers(action.name())) {
      return pingOne.continueFlow(before.step().with(action));
    }
    session.forgetStep();
    return pingOne
        .authorize(
            Authorize.create()
                .withParameters(AuthenticationParameters.DEFAULT.withAcrValues(policy)))
        .compose(
            begun ->
                begun instanceof ActionRequired step
                    ? pingOne.continueFlow(step.with(action))
                    : Future.succeededFuture(begun));
  }

  private Page registration(
      RoutingContext ctx, String username, String email, @Nullable Problem problem) {
    return SignOnPages.register(Answers.csrf(ctx), username, email, problem);
  }

  private static String field(RoutingContext ctx, String name) {
    String value = ctx.request().formAttributes().get(name);
    return value == null ? "" : value;
  }
}
