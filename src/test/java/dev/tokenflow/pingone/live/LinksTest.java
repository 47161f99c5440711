package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client follows neither links nor redirects. */
class LinksTest {
  @RegisterExtension final Live live = new Live();

  private final AtomicInteger visitors = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(strings = {"credentials", "resume"})
  void sendsNothingWhereALinkLeads(String step) {
    String elsewhere = elsewhere();
    JsonObject flow =
        step.equals("credentials")
            ? flow("USERNAME_PASSWORD_REQUIRED")
                .put("_links", linkedTo("usernamePassword.check", elsewhere))
            : flow("COMPLETED").put("resumeUrl", elsewhere);
    live.deploy(
        live.sandbox(
                options(), request -> answers(request, "/as/authorize", 200, null, flow.encode()))
            .verticleConfiguration());

    // The request goes to the sandbox, which does not know the flow of the made-up answer.
    assertFails(live.signOnAlice(), 410, "flow_expired", step);

    assertEquals(0, visitors.get());
  }

  @Test
  void sendsThePasscodeToTheConfiguredOriginOnly() {
    JsonObject flow = flow("OTP_REQUIRED").put("_links", linkedTo("otp.check", elsewhere()));
    live.deploy(
        live.sandbox(
                options(), request -> answers(request, "/as/authorize", 200, null, flow.encode()))
            .verticleConfiguration());
    JsonObject required = await(live.signOnAlice());

    assertFails(
        live.continueFlow(required, FlowAction.checkOneTimePasscode("246810")),
        410,
        "flow_expired",
        "action");

    assertEquals(0, visitors.get());
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTHORIZE", "CREDENTIALS", "RESUME", "TOKEN", "JWKS"})
  void doesNotFollowRedirects(SandboxStep step) {
    String elsewhere = elsewhere();
    live.deploy(
        live.sandbox(
                options(),
                request ->
                    SandboxStep.of(request) == step
                        && answers(request, request.path(), 302, elsewhere, ""))
            .verticleConfiguration());

    assertFails(live.signOnAlice(), 502, "invalid_response", step.toString());

    assertEquals(0, visitors.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com/callback?code=stolen&state=other",
        "https://app.example.com/callback?code=stolen",
        "https://app.example.com/callback.evil?code=stolen"
      })
  void doesNotRedeemACodeFromAForeignRedirect(String location) {
    live.deploy(
        live.sandbox(options(), request -> answers(request, "/as/resume", 302, location, ""))
            .verticleConfiguration()
            .put("responseMode", "query"));

    assertFails(live.signOnAlice(), 502, "invalid_response", "resume");
  }

  @Test
  void ignoresAnErrorInAForeignRedirect() {
    live.deploy(
        live.sandbox(
                options(),
                request ->
                    answers(
                        request,
                        "/as/authorize",
                        302,
                        "https://app.example.com/callback?error=access_denied&state="
                            + "a-state-that-is-not-ours",
                        ""))
            .verticleConfiguration()
            .put("responseMode", "query"));

    assertFails(live.signOnAlice(), 502, "invalid_response", "authorize");
  }

  @Test
  void redeemsACodeFromTheCompletedFlowWithoutResuming() {
    AtomicInteger resumed = new AtomicInteger();
    live.deploy(
        live.sandbox(
                options(),
                request -> {
                  if (request.path().endsWith("/as/resume")) {
                    resumed.incrementAndGet();
                  }
                  return answers(
                      request,
                      "/as/authorize",
                      200,
                      null,
                      flow("COMPLETED")
                          .put("authorizeResponse", new JsonObject().put("code", "early"))
                          .encode());
                })
            .verticleConfiguration());

    // The sandbox rejects the made-up code; what matters is that it was redeemed.
    assertFails(live.signOnAlice(), 500, "invalid_grant", "token");
    assertEquals(0, resumed.get());
  }

  private static JsonObject linkedTo(String action, String href) {
    return new JsonObject().put(action, new JsonObject().put("href", href));
  }

  private static JsonObject flow(String status) {
    return new JsonObject().put("id", "flow-1").put("status", status);
  }

  private static boolean answers(
      HttpServerRequest request, String path, int status, String location, String body) {
    if (!request.path().endsWith(path)) {
      return false;
    }
    if (location != null) {
      request.response().putHeader("Location", location);
    }
    request.response().setStatusCode(status).end(body);
    return true;
  }

  /** Starts a server on another origin that counts requests, and returns a link to it. */
  private String elsewhere() {
    HttpServer server =
        await(
            live.vertx()
                .createHttpServer()
                .requestHandler(
                    request -> {
                      visitors.incrementAndGet();
                      request.response().end("{}");
                    })
                .listen(0, "127.0.0.1"));
    return "http://127.0.0.1:" + server.actualPort() + "/flows/flow-1";
  }
}
