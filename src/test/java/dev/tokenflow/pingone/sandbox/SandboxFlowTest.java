package dev.tokenflow.pingone.sandbox;

import static dev.tokenflow.pingone.sandbox.SandboxCaller.await;
import static dev.tokenflow.pingone.sandbox.SandboxCaller.cookies;
import static dev.tokenflow.pingone.sandbox.SandboxCaller.detail;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A flow accepts the action that it offers with valid input, and nothing else. */
class SandboxFlowTest {
  private static final String MEDIA_TYPE = "application/vnd.pingidentity.";
  private static final JsonObject PASSWORD =
      new JsonObject().put("username", "alice").put("password", "wonderland");

  private Vertx vertx;
  private Sandbox sandbox;
  private SandboxCaller caller;
  private SandboxCaller.StartedFlow flow;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"otp.check+json; charset=utf-8", "otp.check", "otp.unheardOf+json", "+json", ""})
  void rejectsMediaTypeOfNoOfferedAction(String type) {
    startFlowFor(Policy.ONE_TIME_PASSCODE);

    assertEquals(415, act(MEDIA_TYPE + type, new JsonObject().put("otp", SandboxUser.CODE)));
    assertEquals("OTP_REQUIRED", status());
  }

  @Test
  void takesActionWithoutInputInBothForms() {
    startFlowFor(Policy.PASSWORD_RECOVERY);

    assertEquals(415, act(MEDIA_TYPE + "password.sendRecoveryCode+json", PASSWORD));
    assertEquals(415, act(MEDIA_TYPE + "password.sendRecoveryCode", new JsonObject()));
    assertEquals(200, act(MEDIA_TYPE + "password.sendRecoveryCode", Buffer.buffer()));
    assertEquals(200, act(MEDIA_TYPE + "password.sendRecoveryCode+json", new JsonObject()));
    assertEquals("RECOVERY_CODE_REQUIRED", status());
  }

  @ParameterizedTest
  @CsvSource({
    "ONE_TIME_PASSCODE, password.reset",
    "ONE_TIME_PASSCODE, usernamePassword.check",
    "PASSWORD_EXPIRED, otp.check",
    "PUSH, otp.check",
    "EXTERNAL_IDENTITY_PROVIDER, usernamePassword.check",
    "FAILS, usernamePassword.check",
    "PASSWORD, usernamePassword.check"
  })
  void rejectsActionThatTheFlowDoesNotOffer(Policy policy, String action) {
    startFlowFor(policy);

    assertEquals(400, act(MEDIA_TYPE + action + "+json", PASSWORD));
  }

  @ParameterizedTest
  @CsvSource({
    "ONE_TIME_PASSCODE, otp.check, otp, INVALID_OTP",
    "VERIFICATION, user.verify, verificationCode, INVALID_VALUE"
  })
  void thirdWrongCodeFailsTheFlow(Policy policy, String action, String field, String code) {
    startFlowFor(policy);
    JsonObject wrong = new JsonObject().put(field, "135790").put("newPassword", "looking-glass");
    String before = status();

    for (int left = 2; left >= 0; left--) {
      assertEquals(before, status());
      HttpResponse<Buffer> rejected = respond(MEDIA_TYPE + action + "+json", wrong.toBuffer());
      assertEquals(400, rejected.statusCode());
      assertEquals(code, detail(rejected));
    }

    assertEquals("FAILED", status());
  }

  @ParameterizedTest
  @CsvSource({
    "device.select, {}",
    "device.select, {\"device\":{\"id\":\"somebody-elses\"}}",
    "otp.check, {}",
    "otp.check, {\"otp\":246810}"
  })
  void rejectsMissingOrMalformedInput(String action, String input) {
    startFlowFor(Policy.ONE_TIME_PASSCODE);

    assertEquals(400, act(MEDIA_TYPE + action + "+json", new JsonObject(input)));
    assertEquals("OTP_REQUIRED", status());
  }

  @ParameterizedTest
  @CsvSource({
    "PROFILE, user.update",
    "AGREEMENT, user.consent",
    "PASSWORD_EXPIRED, password.reset",
    "SECURITY_KEY, assertion.check"
  })
  void rejectsEmptyInput(Policy policy, String action) {
    startFlowFor(policy);
    String before = status();

    assertEquals(400, act(MEDIA_TYPE + action + "+json", new JsonObject()));
    assertEquals(before, status());
  }

  @ParameterizedTest
  @CsvSource({
    "mad-hatter, looking-glass, currentPassword",
    "wonderland, short, newPassword",
    "wonderland, wonderland, newPassword"
  })
  void rejectsInvalidPasswordChange(String current, String fresh, String target) {
    startFlowFor(Policy.PASSWORD_EXPIRED);

    HttpResponse<Buffer> rejected =
        caller.act(
            flow,
            MEDIA_TYPE + "password.reset+json",
            flow.cookies(),
            new JsonObject().put("currentPassword", current).put("newPassword", fresh).toBuffer());

    assertEquals(400, rejected.statusCode());
    assertEquals(
        target,
        rejected.bodyAsJsonObject().getJsonArray("details").getJsonObject(0).getString("target"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"challenge", "rpId"})
  void rejectsAssertionForAnotherChallengeSiteOrKey(String field) {
    startFlowFor(Policy.SECURITY_KEY);
    JsonObject requested =
        new JsonObject(
            caller.read(flow).bodyAsJsonObject().getString("publicKeyCredentialRequestOptions"));

    JsonObject foreign =
        sandbox.securityKey().assertion(requested.copy().put(field, "other").encode());
    assertEquals(400, act(MEDIA_TYPE + "assertion.check+json", foreign));
    JsonObject another = new SecurityKey().assertion(requested.encode());
    assertEquals(400, act(MEDIA_TYPE + "assertion.check+json", another));
    JsonObject own = sandbox.securityKey().assertion(requested.encode());
    assertEquals(200, act(MEDIA_TYPE + "assertion.check+json", own));
  }

  @Test
  void readingTheFlowRecoversFromALostResponse() {
    startFlowFor(Policy.ONE_TIME_PASSCODE);
    String old = flow.cookies();
    assertEquals(
        200,
        caller
            .act(
                flow,
                MEDIA_TYPE + "otp.check+json",
                old,
                new JsonObject().put("otp", SandboxUser.CODE).toBuffer())
            .statusCode());

    HttpResponse<Buffer> response = caller.read(flow);

    assertEquals("COMPLETED", response.bodyAsJsonObject().getString("status"));
    assertNotEquals(old, cookies(response));
    assertEquals(200, caller.resume(flow.id(), cookies(response)).statusCode());
  }

  /** Starts a flow for a user with this policy and passes the password step. */
  private void startFlowFor(Policy policy) {
    SandboxOptions options =
        new SandboxOptions(Map.of("alice", new SandboxUser("alice", "wonderland", policy)));
    sandbox = await(Sandbox.start(vertx, options.setSigningKey(SharedKey.RSA)));
    caller = new SandboxCaller(WebClient.create(vertx), sandbox.baseUrl(), options);
    flow = caller.startFlow();
    assertEquals(200, act(MEDIA_TYPE + "usernamePassword.check+json", PASSWORD));
  }

  private String status() {
    return caller.read(flow).bodyAsJsonObject().getString("status");
  }

  private int act(String mediaType, JsonObject input) {
    return act(mediaType, input.toBuffer());
  }

  private int act(String mediaType, Buffer body) {
    return respond(mediaType, body).statusCode();
  }

  /** Error answers renew the cookies as well. */
  private HttpResponse<Buffer> respond(String mediaType, Buffer body) {
    HttpResponse<Buffer> response = caller.act(flow, mediaType, flow.cookies(), body);
    if (!response.cookies().isEmpty()) {
      flow = new SandboxCaller.StartedFlow(flow.id(), cookies(response));
    }
    return response;
  }
}
