package dev.tokenflow.pingone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.ClusterSerializable;
import io.vertx.ext.auth.User;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedOnUserTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final JsonObject claims =
      JsonObject.of(
          "sub", "u-1", "email", "alice@example.com", "acr", "MFA", "amr", JsonArray.of("otp"));

  @Test
  void hasTheClaimsAsAttributes() {
    User user = user(claims, inOne(HOUR));

    assertEquals("alice@example.com", user.attributes().getString("email"));
    assertEquals("MFA", user.get("acr"));
    assertEquals("alice", user.get("username"));
    assertEquals("u-1", user.subject());
    assertTrue(user.hasAmr("otp"));
    assertFalse(user.hasAmr("pwd"));
    assertEquals("openid", user.principal().getString("scope"));
  }

  @Test
  void isNamedByTheUserNameWithoutAnIdToken() {
    User user = user(null, inOne(HOUR));

    assertEquals("alice", user.subject());
    assertFalse(user.expired());
    assertFalse(user.hasAmr("otp"));
  }

  @Test
  void expiresWithTheAccessTokenAndNotWithTheIdToken() {
    assertFalse(user(claims.copy().put("exp", inOne(HOUR.negated())), inOne(HOUR)).expired());
    assertTrue(user(claims.copy().put("exp", inOne(HOUR)), inOne(HOUR.negated())).expired());
  }

  @Test
  void expiresWithTheIdTokenIfTheAccessTokenHasNoTime() {
    assertTrue(user(claims.copy().put("exp", inOne(HOUR.negated())), null).expired());
    assertFalse(user(claims.copy().put("exp", inOne(HOUR)), null).expired());
    assertFalse(user(null, null).expired());
  }

  /** PingOne's clock may be ahead of this one; the validation of the ID token allows for that. */
  @ParameterizedTest
  @ValueSource(strings = {"iat", "nbf"})
  void isNotExpiredIfTheServersClockIsAhead(String time) {
    assertFalse(user(claims.copy().put(time, inOne(HOUR)), inOne(HOUR)).expired());
  }

  @Test
  void ignoresClaimsThatWouldDirectUserElsewhere() {
    JsonObject odd =
        claims
            .copy()
            .put("leeway", 1_000_000)
            .put("rootClaim", "other")
            .put("other", JsonObject.of("email", "mallory@example.com"))
            .put("idToken", "text");

    User user = user(odd, inOne(HOUR.negated()));

    assertTrue(user.expired());
    assertEquals("alice@example.com", user.get("email"));
    assertEquals("u-1", user.subject());
  }

  @Test
  void prefersTheUserNameInTheClaims() {
    assertEquals("Alice", user(claims.put("username", "Alice"), null).get("username"));
  }

  @Test
  void leavesTheClaimsOfTheTokensAlone() {
    JsonObject before = claims.put("exp", 1).put("iat", 1).copy();

    user(claims, inOne(HOUR)).attributes().getJsonArray("amr").add("pwd");

    assertEquals(before, claims);
  }

  @Test
  void storesNoTokenInASession() {
    String stored = stored(SignedOnUser.of(tokens(claims, inOne(HOUR)), false));

    assertTrue(stored.contains("alice@example.com"), stored);
    assertFalse(stored.contains("secret"), stored);
  }

  @Test
  void holdsTokensOnRequest() {
    User user = SignedOnUser.of(tokens(claims, inOne(HOUR)), true);

    assertEquals("secret-access", user.get("access_token"));
    assertEquals("secret-refresh", user.get("refresh_token"));
    assertEquals("secret-id", user.get("id_token"));
    assertEquals("Bearer", user.get("token_type"));
    assertTrue(stored(user).contains("secret-access"));
    assertFalse(user.toString().contains("secret"), user.toString());
  }

  @Test
  void omitsWhatIsNotKnown() {
    User user =
        SignedOnUser.of(
            new Tokens("secret-access", "Bearer", null, null, null, null, null, null, null, "c"),
            true);

    assertEquals(
        JsonObject.of("access_token", "secret-access", "token_type", "Bearer"), user.principal());
    assertEquals(new JsonObject(), user.attributes());
    assertNull(user.subject());
  }

  private static User user(JsonObject claims, Long expiresAt) {
    return SignedOnUser.of(tokens(claims, expiresAt), false);
  }

  private static Tokens tokens(JsonObject claims, Long expiresAt) {
    return new Tokens(
        "secret-access",
        "Bearer",
        null,
        expiresAt == null ? null : Instant.ofEpochSecond(expiresAt),
        "openid",
        "secret-id",
        "secret-refresh",
        claims,
        "alice",
        "c-1");
  }

  private static Long inOne(Duration time) {
    return Instant.now().plus(time).getEpochSecond();
  }

  private static String stored(User user) {
    Buffer session = Buffer.buffer();
    ((ClusterSerializable) user).writeToBuffer(session);
    return session.toString();
  }
}
