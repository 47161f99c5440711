package dev.tokenflow.pingone.sandbox;

import static dev.tokenflow.pingone.sandbox.Caller.await;
import static dev.tokenflow.pingone.sandbox.Caller.cookies;
import static dev.tokenflow.pingone.sandbox.Caller.detail;
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

/** The sandbox's flows take the step that they ask for and no other, and only if it is right. */
class SandboxFlowTest {
  private static final String MEDIA_TYPE = "application/vnd.pingidentity.";
  private static final JsonObject PASSWORD =
      new JsonObject().put("username", "alice").put("password", "wonderland");

  private Vertx vertx;
  private Sandbox sandbox;
  private Caller caller;
  private Caller.Begun flow;

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
  void mediaTypeThatIsNotTheActions(String type) {
    beginAs(Policy.ONE_TIME_PASSCODE);

    assertEquals(415, act(MEDIA_TYPE + type, new JsonObject().put("otp", SandboxUser.CODE)));
    assertEquals("OTP_REQUIRED", status());
  }

  @Test
  void actionWithoutInputTakesNone() {
    beginAs(Policy.PASSWORD_RECOVERY);

    assertEquals(415, act(MEDIA_TYPE + "password.sendRecoveryCode+json", new JsonObject()));
    assertEquals(415, act(MEDIA_TYPE + "password.sendRecoveryCode", new JsonObject()));
    assertEquals(200, act(MEDIA_TYPE + "password.sendRecoveryCode", Buffer.buffer()));
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
  void actionThatIsNotOfferedNow(Policy policy, String action) {
    beginAs(policy);

    assertEquals(400, act(MEDIA_TYPE + action + "+json", PASSWORD));
  }

  @ParameterizedTest
  @CsvSource({
    "ONE_TIME_PASSCODE, otp.check, otp, INVALID_OTP",
    "VERIFICATION, user.verify, verificationCode, INVALID_VALUE",
    "PASSWORD_RECOVERY, password.recover, recoveryCode, INVALID_VALUE"
  })
  void thirdWrongCodeEndsTheFlow(Policy policy, String action, String field, String code) {
    beginAs(policy);
    JsonObject wrong = new JsonObject().put(field, "135790").put("newPassword", "looking-glass");
    String before = status();

    for (int left = 2; left >= 0; left--) {
      assertEquals(before, status());
      HttpResponse<Buffer> refused =
          caller.act(flow, MEDIA_TYPE + action + "+json", flow.cookies(), wrong.toBuffer());
      assertEquals(400, refused.statusCode());
      assertEquals(code, detail(refused));
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
  void inputThatIsMissingOrOfAnotherForm(String action, String input) {
    beginAs(Policy.ONE_TIME_PASSCODE);

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
  void emptyInputIsNotEnough(Policy policy, String action) {
    beginAs(policy);
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
  void passwordChangeThatIsWrong(String current, String fresh, String target) {
    beginAs(Policy.PASSWORD_EXPIRED);

    HttpResponse<Buffer> refused =
        caller.act(
            flow,
            MEDIA_TYPE + "password.reset+json",
            flow.cookies(),
            new JsonObject().put("currentPassword", current).put("newPassword", fresh).toBuffer());

    assertEquals(400, refused.statusCode());
    assertEquals(
        target,
        refused.bodyAsJsonObject().getJsonArray("details").getJsonObject(0).getString("target"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"challenge", "rpId"})
  void assertionForAnotherChallengeOrSite(String field) {
    beginAs(Policy.SECURITY_KEY);
    JsonObject asked =
        new JsonObject(
            caller.look(flow).bodyAsJsonObject().getString("publicKeyCredentialRequestOptions"));

    JsonObject foreign = sandbox.securityKey().assertion(asked.copy().put(field, "other").encode());
    assertEquals(400, act(MEDIA_TYPE + "assertion.check+json", foreign));
    JsonObject another = new SecurityKey().assertion(asked.encode());
    assertEquals(400, act(MEDIA_TYPE + "assertion.check+json", another));
    JsonObject own = sandbox.securityKey().assertion(asked.encode());
    assertEquals(200, act(MEDIA_TYPE + "assertion.check+json", own));
  }

  @Test
  void answerThatNeverArrivedIsMadeUpForByALook() {
    beginAs(Policy.ONE_TIME_PASSCODE);
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

    HttpResponse<Buffer> look = caller.look(flow);

    assertEquals("COMPLETED", look.bodyAsJsonObject().getString("status"));
    assertNotEquals(old, cookies(look));
    assertEquals(200, caller.resume(flow.id(), cookies(look)).statusCode());
  }

  /** A flow whose password was accepted. */
  private void beginAs(Policy policy) {
    SandboxOptions options =
        new SandboxOptions(Map.of("alice", new SandboxUser("alice", "wonderland", policy)));
    sandbox = await(Sandbox.start(vertx, options));
    caller = new Caller(WebClient.create(vertx), sandbox.baseUrl(), options);
    flow = caller.begin();
    assertEquals(200, act(MEDIA_TYPE + "usernamePassword.check+json", PASSWORD));
  }

  private String status() {
    return caller.look(flow).bodyAsJsonObject().getString("status");
  }

  private int act(String mediaType, JsonObject input) {
    return act(mediaType, input.toBuffer());
  }

  private int act(String mediaType, Buffer body) {
    HttpResponse<Buffer> response = caller.act(flow, mediaType, flow.cookies(), body);
    if (response.statusCode() == 200) {
      flow = new Caller.Begun(flow.id(), cookies(response));
    }
    return response.statusCode();
  }
}
