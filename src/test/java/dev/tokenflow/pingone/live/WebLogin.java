package dev.tokenflow.pingone.live;

import dev.tokenflow.pingone.PingOneAuthentication;
import dev.tokenflow.pingone.PingOneFailureHandler;
import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ActionRequiredException;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.PingOneException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.FormLoginHandler;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.handler.SimpleAuthenticationHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;

/** Signs on by a form, and asks for a one-time passcode if PingOne does. */
final class WebLogin {
  private static final String STEP = "pingone.step";

  private final PingOneAuthentication authentication;

  WebLogin(PingOneTokens tokens) {
    authentication = PingOneAuthentication.over(tokens);
  }

  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router.route().handler(BodyHandler.create(false));
    router
        .route()
        .handler(
            SessionHandler.create(LocalSessionStore.create(vertx))
                .setCookieHttpOnlyFlag(true)
                .setCookieSecureFlag(true)
                .setCookieSameSite(CookieSameSite.LAX));
    router
        .route()
        .failureHandler(PingOneFailureHandler.create())
        .failureHandler(this::askForPasscode);

    router
        .post("/login")
        .handler(FormLoginHandler.create(authentication).setDirectLoggedInOKURL("/me"));
    router
        .post("/passcode")
        .handler(SimpleAuthenticationHandler.create().authenticate(this::checkPasscode))
        .handler(ctx -> ctx.redirect("/me"));
    router
        .get("/me")
        .handler(
            ctx -> {
              if (ctx.user() == null || ctx.user().expired()) {
                ctx.fail(401);
              } else {
                ctx.json(ctx.user().attributes());
              }
            });
    return router;
  }

  private Future<User> checkPasscode(RoutingContext ctx) {
    // A handle is good for one try, so two cannot be sent at a time.
    ActionRequired step = ctx.session().remove(STEP);
    String passcode = ctx.request().getFormAttribute("passcode");
    if (step == null || passcode == null) {
      return Future.failedFuture(new HttpException(400));
    }
    return authentication.authenticate(step.with(FlowAction.checkOneTimePasscode(passcode)));
  }

  /** The step stays in the session: the browser must not see the handle of the flow. */
  private void askForPasscode(RoutingContext ctx) {
    ActionRequired step = null;
    if (ctx.failure() instanceof ActionRequiredException next) {
      step = next.required();
    } else if (ctx.failure() instanceof PingOneException refused) {
      step = refused.failure().next();
    }
    if (step != null && step.status().equals("OTP_REQUIRED")) {
      ctx.session().put(STEP, step);
      ctx.redirect("/passcode.html");
    } else {
      ctx.response().setStatusCode(ctx.statusCode()).end();
    }
  }
}
