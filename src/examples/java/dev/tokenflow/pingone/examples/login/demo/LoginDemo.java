package dev.tokenflow.pingone.examples.login.demo;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.examples.login.LoginOptions;
import dev.tokenflow.pingone.examples.login.LoginRouter;
import dev.tokenflow.pingone.examples.login.LoginServer;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;

/** The login back end with the sandbox behind it, in one process. */
public final class LoginDemo {
  /** How long the sandbox locks a user. */
  private static final Duration LOCK = Duration.ofMinutes(1);

  private LoginDemo() {}

  /**
   * Starts sandbox and pages.
   *
   * @param server where the pages are to be served
   * @param sandboxOptions without a check of passkeys: this one knows those of the browser
   * @return where the pages are
   */
  public static Future<String> start(
      Vertx vertx, LoginServer server, SandboxOptions sandboxOptions) {
    String origin = "http://localhost:" + server.port();
    SandboxPasskeys passkeys = new SandboxPasskeys(origin);
    return Sandbox.start(vertx, sandboxOptions.setPasskeyCheck(passkeys))
        .compose(sandbox -> PingOneOptions.load(vertx, configuration(sandbox)))
        .map(
            options -> {
              LoginOptions login =
                  LoginOptions.of(origin)
                      .withPolicies("Registration", "Passkey")
                      .withWindow(LOCK)
                      .withFooter(SandboxPages.FOOTER);
              Router router = Router.router(vertx);
              router.route("/sandbox*").subRouter(SandboxPages.router(vertx, passkeys));
              router
                  .route("/*")
                  .subRouter(
                      LoginRouter.create(vertx, PingOneTokens.direct(vertx, options), login));
              server.serve(router);
              return origin;
            });
  }

  /** A user who chooses another device than the phone waits for three quarters of it at most. */
  private static JsonObject configuration(Sandbox sandbox) {
    return sandbox.verticleConfiguration().put("acquisitionTimeoutMs", 12_000);
  }
}
