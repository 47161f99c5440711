package dev.tokenflow.pingone.examples.login;

import dev.tokenflow.pingone.PingOneTokens;
import io.vertx.core.Vertx;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CSRFHandler;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** All routes of the login back end, and what stands before them. */
public final class LoginRouter {
  /** The name of the token that protects forms: the field, and the key in a request's context. */
  static final String CSRF = "csrf";

  // A browser takes a cookie with this prefix from this host over https only, for all paths, so
  // neither a subdomain nor plain http can plant one (RFC 6265bis). Chromium and Firefox take it
  // from http://localhost, too.
  private static final String SESSION_COOKIE = "__Host-session";
  private static final String CSRF_COOKIE = "__Host-csrf";

  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(15);
  private static final int SESSION_ID_BYTES = 32;
  private static final long MAX_BODY = 64 * 1024;

  private LoginRouter() {}

  /**
   * Makes the router. Make one a process: its counts of failures, its CSRF secret and its waits for
   * phones are its own.
   *
   * @param pingOne best {@code direct}: passwords and tokens stay in this process and never cross
   *     the event bus
   */
  public static Router create(Vertx vertx, PingOneTokens pingOne, LoginOptions options) {
    Router router = Router.router(vertx);
    router.route().handler(new SecurityHeaders(options.isHttps()));
    StaticFiles.mount(router);
    SessionHandler sessions = sessions(vertx);
    router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
    router.route().handler(sessions);
    router.post().handler(ctx -> checkOrigin(ctx, options.origin()));
    router.route().handler(csrf(vertx));

    Answers answers = new Answers(sessions, options.footer());
    Throttle throttle = new Throttle(options, InstantSource.system());
    Outcomes outcomes = new Outcomes(throttle, answers);
    new SignOnRoutes(pingOne, options, outcomes, answers).mount(router);
    new AccountRoutes(pingOne, options, outcomes, answers).mount(router);
    new StepRoutes(pingOne, options, throttle, outcomes, answers, new PushWaits(vertx, pingOne))
        .mount(router);
    router.route().failureHandler(ctx -> failed(ctx, answers));
    router.route().handler(ctx -> answers.page(ctx, 404, MessagePages.notFound()));
    return router;
  }

  /** In a cluster use {@code ClusteredSessionStore}, or one in a database. */
  private static SessionHandler sessions(Vertx vertx) {
    return SessionHandler.create(LocalSessionStore.create(vertx))
        .setSessionCookieName(SESSION_COOKIE)
        .setCookieSecureFlag(true)
        .setCookieHttpOnlyFlag(true)
        // Not Strict: a link in a mail has to find the person signed on. Forms have their token.
        .setCookieSameSite(CookieSameSite.LAX)
        .setMinLength(SESSION_ID_BYTES)
        .setSessionTimeout(IDLE_TIMEOUT.toMillis());
  }

  /**
   * A second line of defence (OWASP, Cross-Site Request Forgery Prevention). {@code CSRFHandler}
   * has one too, but wants an origin of GET requests as well, which those from a bookmark lack.
   */
  private static void checkOrigin(RoutingContext ctx, String origin) {
    String from = ctx.request().getHeader("Origin");
    if (from == null || from.equals(origin)) {
      ctx.next();
    } else {
      ctx.fail(403);
    }
  }

  /** The token is in the form, in a cookie and in the session, and is new after each form. */
  private static CSRFHandler csrf(Vertx vertx) {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    // In a cluster all processes need the same secret.
    return CSRFHandler.create(vertx, Base64.getEncoder().encodeToString(secret))
        .setHeaderName(CSRF)
        .setCookieName(CSRF_COOKIE)
        .setCookieSecure(true)
        .setCookieHttpOnly(true)
        .setTimeout(IDLE_TIMEOUT.toMillis());
  }

  private static void failed(RoutingContext ctx, Answers answers) {
    if (ctx.response().ended()) {
      return;
    }
    int status = ctx.statusCode();
    switch (status / 100) {
      // Forms that no page makes, and forms that CSRFHandler refuses.
      case 4 -> answers.failure(ctx, status, MessagePages.outOfDate());
      // BodyHandler's, when a request breaks off: nobody waits for an answer.
      case 2 -> ctx.response().reset();
      default -> {
        System.getLogger(LoginRouter.class.getName())
            .log(System.Logger.Level.ERROR, "cannot answer " + ctx.request().path(), ctx.failure());
        answers.failure(ctx, 500, MessagePages.broken(null));
      }
    }
  }

  /** Who tries. Behind a proxy that you trust, {@code router.allowForward} makes it the browser. */
  static Throttle.Key key(RoutingContext ctx, @Nullable String username) {
    return Throttle.Key.of(username, ctx.request().remoteAddress().hostAddress());
  }
}
