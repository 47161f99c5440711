package dev.tokenflow.pingone.oauth;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTokenClaimsTest {
  private static final String ISSUER = "https://auth.example.com/as";
  private static final String NONCE = "n-0S6_WzA2Mj";
  // OpenID Connect Core appendix A.3
  private static final String ACCESS_TOKEN = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
  private static final String AT_HASH = "77QmUPtjPfzWtF2AnpK9RQ";

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final long SECOND = NOW.getEpochSecond();
  private static final long LEEWAY = 30;

  private final IdTokenClaims expected =
      new IdTokenClaims(ISSUER, "the-client", NONCE, ACCESS_TOKEN, Duration.ofSeconds(LEEWAY));

  @Test
  void goodClaimsAreAccepted() {
    assertAccepted(good());
  }

  @Test
  void missingSubjectIsRefused() {
    assertRefused("it has no sub", without("sub"));
    assertRefused("it has no sub", good().put("sub", ""));
    assertRefused("it has no sub", good().put("sub", 7));
  }

  @Test
  void issuerHasToBeOurs() {
    assertRefused(
        "its iss is https://evil.example/as, expected " + ISSUER,
        good().put("iss", "https://evil.example/as"));
    assertRefused(
        "its iss is " + ISSUER + "/, expected " + ISSUER, good().put("iss", ISSUER + "/"));
    assertRefused("its iss is null, expected " + ISSUER, without("iss"));
  }

  @Test
  void audienceMayBeAnArrayOfOne() {
    assertAccepted(good().put("aud", new JsonArray().add("the-client")));
  }

  @Test
  void audienceHasToNameTheClient() {
    assertRefused(
        "its aud is [another], expected the client id the-client", good().put("aud", "another"));
    assertRefused(
        "its aud is [another, one-more], expected the client id the-client",
        good().put("aud", new JsonArray().add("another").add("one-more")).put("azp", "the-client"));
    assertRefused(
        "its aud is [], expected the client id the-client", good().put("aud", new JsonArray()));
    assertRefused("its aud is [null], expected the client id the-client", without("aud"));
    assertRefused(
        "its aud is [the-client-2], expected the client id the-client",
        good().put("aud", "the-client-2"));
  }

  @Test
  void severalAudiencesNeedAnAuthorizedParty() {
    JsonObject claims = good().put("aud", new JsonArray().add("another").add("the-client"));

    assertRefused("it has several audiences and no azp", claims);
    assertAccepted(claims.copy().put("azp", "the-client"));
  }

  @Test
  void authorizedPartyHasToBeTheClientEvenWithOneAudience() {
    assertAccepted(good().put("azp", "the-client"));
    assertRefused(
        "its azp is another, expected the client id the-client", good().put("azp", "another"));
  }

  @Test
  void expiresWhenTheLeewayHasPassed() {
    assertAccepted(good().put("exp", SECOND - LEEWAY + 1));
    assertRefused(
        "it expired at 2026-03-01T11:59:30Z, now is 2026-03-01T12:00:00Z",
        good().put("exp", SECOND - LEEWAY));
  }

  @Test
  void issueInTheFutureIsRefusedBeyondTheLeeway() {
    assertAccepted(good().put("iat", SECOND + LEEWAY));
    assertRefused(
        "it was issued in the future, at 2026-03-01T12:00:31Z",
        good().put("iat", SECOND + LEEWAY + 1));
  }

  @Test
  void tokenOfTheFutureIsRefusedBeyondTheLeeway() {
    assertAccepted(good().put("nbf", SECOND + LEEWAY));
    assertRefused("it is not valid yet", good().put("nbf", SECOND + LEEWAY + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp", "iat"})
  void missingTimeIsRefused(String name) {
    assertRefused("it has no " + name + ", or one that is no NumericDate", without(name));
  }

  @ParameterizedTest
  @MethodSource("noNumericDates")
  void timeThatIsNoNumericDateIsRefused(String name, Object time) {
    assertRefused("it has no " + name + ", or one that is no NumericDate", good().put(name, time));
  }

  static Stream<Arguments> noNumericDates() {
    return Stream.of("exp", "iat", "nbf")
        .flatMap(
            name ->
                Stream.of("soon", "1772366400", true, BigInteger.TEN.pow(30), 1e300)
                    .map(time -> Arguments.of(name, time)));
  }

  @Test
  void timeMayHaveAFraction() {
    assertAccepted(good().put("exp", SECOND + 60.75).put("iat", SECOND - 0.5));
    assertRefused(
        "it expired at 2026-03-01T11:59:00Z, now is 2026-03-01T12:00:00Z",
        good().put("exp", SECOND - 59.75));
  }

  @Test
  void expiryAtTheEndOfTheCalendarIsFarAway() {
    assertAccepted(good().put("exp", Instant.MAX.getEpochSecond() - LEEWAY + 10));
  }

  @Test
  void nonceHasToBeTheOneThatWasSent() {
    assertRefused("it has no nonce", without("nonce"));
    assertRefused("its nonce is not the one that was sent", good().put("nonce", "another"));
    assertRefused("its nonce is not the one that was sent", good().put("nonce", 7));
  }

  @Test
  void accessTokenHashMayBeAbsent() {
    assertAccepted(without("at_hash"));
  }

  @Test
  void accessTokenHashHasToBeThatOfTheAccessToken() {
    String message = "its at_hash is not that of the access token";

    assertRefused(message, good().put("at_hash", "77QmUPtjPfzWtF2AnpK9RA"));
    assertRefused(message, good().put("at_hash", AT_HASH + "=="));
    assertRefused(message, good().put("at_hash", ""));
    assertRefused(message, good().put("at_hash", 7));
  }

  @Test
  void expectationIsShownWithoutNonceAndAccessToken() {
    assertNoSecretIn(expected.toString());
  }

  private static JsonObject good() {
    return new JsonObject()
        .put("iss", ISSUER)
        .put("sub", "a-user")
        .put("aud", "the-client")
        .put("exp", SECOND + 60)
        .put("iat", SECOND)
        .put("nonce", NONCE)
        .put("at_hash", AT_HASH);
  }

  private static JsonObject without(String name) {
    JsonObject claims = good();
    claims.remove(name);
    return claims;
  }

  private void assertAccepted(JsonObject claims) {
    assertDoesNotThrow(() -> expected.check(claims, NOW));
  }

  private void assertRefused(String message, JsonObject claims) {
    InvalidIdTokenException refusal =
        assertThrows(InvalidIdTokenException.class, () -> expected.check(claims, NOW));
    assertEquals(message, refusal.getMessage());
    assertNoSecretIn(refusal.getMessage());
  }

  private static void assertNoSecretIn(String text) {
    assertFalse(text.contains(NONCE), text);
    assertFalse(text.contains(ACCESS_TOKEN), text);
  }
}
