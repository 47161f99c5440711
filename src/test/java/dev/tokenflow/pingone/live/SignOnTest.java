package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The result of a successful sign-on. */
class SignOnTest {
  @RegisterExtension final Live live = new Live();

  @Test
  void passwordSignOnReturnsValidatedTokens() {
    live.deploy(live.sandbox().verticleConfiguration());

    JsonObject tokens = await(live.signOnAlice());

    assertEquals(
        Set.of(
            "outcome",
            "access_token",
            "token_type",
            "expires_in",
            "expires_at",
            "scope",
            "id_token",
            "claims",
            "username",
            "correlation_id"),
        tokens.fieldNames());
    assertEquals("tokens", tokens.getString("outcome"));
    assertEquals("Bearer", tokens.getString("token_type"));
    assertEquals("openid", tokens.getString("scope"));
    assertEquals("alice", tokens.getString("username"));
    assertEquals(3600, tokens.getInteger("expires_in"));
    long ahead = tokens.getLong("expires_at") - Instant.now().getEpochSecond();
    assertTrue(ahead > 3500 && ahead <= 3600, () -> "expires_at is " + ahead + " s ahead");
    assertEquals(
        SandboxUser.of("alice", "").subject(), tokens.getJsonObject("claims").getString("sub"));
  }

  /** The ID token's issuer and each assertion's audience are compared with the normal form. */
  @ParameterizedTest
  @ValueSource(strings = {"endpoint", "issuer"})
  void signsOnWithBaseUrlInAnySpelling(String audience) {
    JsonObject configuration = live.sandbox().verticleConfiguration();
    String baseUrl = configuration.getString("baseUrl");
    live.deploy(
        configuration
            .put("baseUrl", " " + baseUrl.replace("http:", "HTTP:") + "// ")
            .put("assertion.audience", audience));

    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  @Test
  void returnsTheCallersCorrelationId() {
    live.deploy(live.sandbox().verticleConfiguration());

    assertEquals(
        "my-id",
        await(live.signOn(alice().put("correlation_id", "my-id"))).getString("correlation_id"));
    assertNotEquals(
        await(live.signOnAlice()).getString("correlation_id"),
        await(live.signOnAlice()).getString("correlation_id"));
  }

  @Test
  void requestedScopeOverridesTheConfiguredOne() {
    live.deploy(live.sandbox().verticleConfiguration().put("scope", "openid profile"));

    assertEquals("openid profile", await(live.signOnAlice()).getString("scope"));
    JsonObject tokens = await(live.signOn(alice().put("scope", "openid offline_access")));
    assertEquals("openid offline_access", tokens.getString("scope"));
    assertNotNull(tokens.getString("refresh_token"));
  }

  @Test
  void succeedsWithoutAnIdTokenIfOpenidIsNotRequested() {
    live.deploy(live.sandbox().verticleConfiguration());

    JsonObject tokens = await(live.signOn(alice().put("scope", "p1:read:user")));

    assertNull(tokens.getString("id_token"));
    assertFalse(tokens.containsKey("claims"));
    assertNotNull(tokens.getString("access_token"));
  }

  @Test
  void passesTheIdTokenOnUnreadIfValidationIsOff() {
    live.deploy(
        live.sandbox()
            .verticleConfiguration()
            .put("idToken", new JsonObject().put("validate", false)));

    JsonObject tokens = await(live.signOnAlice());

    assertNotNull(tokens.getString("id_token"));
    assertFalse(tokens.containsKey("claims"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pi.flow", "query"})
  void signsOnInBothResponseModes(String responseMode) {
    live.deploy(live.sandbox().verticleConfiguration().put("responseMode", responseMode));

    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  @ParameterizedTest
  @CsvSource({"HS256,endpoint", "HS384,endpoint", "HS512,endpoint", "HS256,issuer"})
  void signsOnWithEveryAssertionAlgorithmAndAudience(String algorithm, String audience) {
    Sandbox sandbox = live.sandbox(options().setAlgorithm(algorithm));
    live.deploy(
        sandbox
            .verticleConfiguration()
            .put(
                "assertion",
                new JsonObject().put("algorithm", algorithm).put("audience", audience)));

    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  @Test
  void followsAChangedFlowId() {
    live.deploy(live.sandbox(options().setNewFlowIds(true)).verticleConfiguration());

    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  @Test
  void refetchesRotatedKeys() {
    Sandbox sandbox = live.sandbox();
    live.deploy(sandbox.verticleConfiguration());
    await(live.signOnAlice());
    await(sandbox.rotateKeys());

    assertNotNull(await(live.signOnAlice()).getJsonObject("claims"));
  }

  @Test
  void returnsTheRequiredActionWithItsOptions() {
    live.deploy(
        live.sandbox(options(SandboxUser.Policy.ONE_TIME_PASSCODE)).verticleConfiguration());

    JsonObject outcome = await(live.signOnAlice());

    assertEquals(
        Set.of(
            "outcome",
            "status",
            "actions",
            "flow",
            "continue_at",
            "expires_at",
            "embedded",
            "correlation_id"),
        outcome.fieldNames());
    assertEquals("action_required", outcome.getString("outcome"));
    assertEquals("OTP_REQUIRED", outcome.getString("status"));
    assertTrue(outcome.getJsonArray("actions").contains("otp.check"));
    assertEquals(
        "SMS",
        outcome
            .getJsonObject("embedded")
            .getJsonArray("devices")
            .getJsonObject(0)
            .getString("type"));
    assertTrue(outcome.getString("continue_at").startsWith("pingone.flow."));
    assertTrue(outcome.getLong("expires_at") > Instant.now().getEpochSecond());
  }

  @Test
  void usesTheConfiguredAddressPrefix() {
    live.deploy(live.sandbox().verticleConfiguration().put("address", "tenant-7"));

    JsonObject tokens =
        await(
            live.vertx()
                .eventBus()
                .<JsonObject>request("tenant-7.sign-on", alice())
                .map(reply -> reply.body()));
    assertEquals("alice", tokens.getString("username"));
  }
}
