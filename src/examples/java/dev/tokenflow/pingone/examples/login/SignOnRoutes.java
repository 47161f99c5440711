package dev.tokenflow.pingone.examples.login;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.AuthenticationParameters;
import dev.tokenflow.pingone.message.Authorize;
import dev.tokenflow.pingone.message.SignOff;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Signing on by password or passkey, the page behind it, and signing off. */
final class SignOnRoutes {
  private static final System.Logger LOG = System.getLogger(SignOnRoutes.class.getName());

  private final PingOneTokens pingOne;
  private final LoginOptions options;
  private final Outcomes outcomes;
  private final Answers answers;

  SignOnRoutes(PingOneTokens pingOne, LoginOptions options, Outcomes outcomes, Answers answers) {
    this.pingOne = pingOne;
    this.options = options;
    this.outcomes = outcomes;
    this.answers = answers;
  }

  void mount(Router router) {
    router.get("/").handler(this::home);
    router.get("/sign-on").handler(ctx -> answers.page(ctx, page(ctx, "", null)));
    router.post("/sign-on").handler(this::signOn);
    if (options.passkeyPolicy() != null) {
      router.post("/passkey").handler(this::passkey);
    }
    router.post("/sign-off").handler(this::signOff);
    router.get("/signed-off").handler(ctx -> answers.page(ctx, MessagePages.signedOff()));
  }

  /** A page behind the sign-on: your application's begins like this. */
  private void home(RoutingContext ctx) {
    LoginSession session = new LoginSession(ctx);
    Tokens tokens = session.tokens();
    PendingStep pending = session.pending();
    if (tokens != null) {
      answers.page(ctx, SignOnPages.home(tokens, Answers.csrf(ctx)));
    } else {
      answers.redirect(ctx, pending == null || pending.isBeginning() ? "/sign-on" : "/step");
    }
  }

  private void signOn(RoutingContext ctx) {
    String username = ctx.request().formAttributes().get("username");
    String password = ctx.request().formAttributes().get("password");
    if (username == null || username.isBlank() || password == null || password.isEmpty()) {
      Problem missing =
          Problem.of("Enter your user name and your password.", "username", "password");
      answers.page(ctx, 422, page(ctx, username == null ? "" : username, missing));
      return;
    }
    Throttle.Key key = LoginRouter.key(ctx, username);
    if (!outcomes.begins(ctx, key)) {
      return;
    }
    new LoginSession(ctx).forgetStep();
    // Where the application signs request objects, PingOne's risk policies learn from where:
    // .withParameters(AuthenticationParameters.DEFAULT.withRemoteIp(key.address())).
    outcomes.answer(
        ctx,
        pingOne.signOn(SignOn.of(username, password)),
        new Outcomes.Try(
            key,
            username,
            Outcomes.Counts.IF_IT_FAILS,
            Problem.of("The user name or the password is wrong.", "username", "password"),
            problem -> page(ctx, username, problem)));
  }

  /** The passkey says whose it is, so there is no user name yet. */
  private void passkey(RoutingContext ctx) {
    Throttle.Key key = LoginRouter.key(ctx, null);
    if (!outcomes.begins(ctx, key)) {
      return;
    }
    new LoginSession(ctx).forgetStep();
    outcomes.answer(
        ctx,
        pingOne.authorize(
            Authorize.create()
                .withParameters(
                    AuthenticationParameters.DEFAULT.withAcrValues(options.passkeyPolicy()))),
        new Outcomes.Try(
            key,
            null,
            Outcomes.Counts.IF_IT_FAILS,
            Problem.of("This was not accepted."),
            problem -> page(ctx, "", problem)));
  }

  /**
   * Ends the session here, at once and in any case, and the person's PingOne session. The tokens
   * stay valid until they expire; anyone who hands them on revokes them as well ({@code
   * pingOne.revoke}).
   */
  private void signOff(RoutingContext ctx) {
    LoginSession session = new LoginSession(ctx);
    Tokens tokens = session.tokens();
    session.signOff();
    Future<Void> ended =
        tokens == null || tokens.idToken() == null
            ? Future.succeededFuture()
            : pingOne.signOff(SignOff.of(tokens));
    ended.onComplete(
        done -> {
          if (done.failed()) {
            LOG.log(System.Logger.Level.WARNING, "sign-off: {0}", done.cause().getMessage());
          }
          answers.redirect(ctx, "/signed-off");
        });
  }

  private Page page(RoutingContext ctx, String username, @Nullable Problem problem) {
    return SignOnPages.signOn(options, Answers.csrf(ctx), username, problem);
  }
}
