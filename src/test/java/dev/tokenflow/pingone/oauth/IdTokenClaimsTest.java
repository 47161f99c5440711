package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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

  private final IdTokenClaims expected = expected(NONCE, null);

  @Test
  void acceptsGoodClaims() {
    assertAccepted(good());
  }

  @Test
  void rejectsMissingSubject() {
    assertRejected("it has no sub", without("sub"));
    assertRejected("it has no sub", good().put("sub", ""));
    assertRejected("it has no sub", good().put("sub", 7));
  }

  @Test
  void rejectsOtherIssuer() {
    assertRejected(
        "its iss is \"https://evil.example/as\", expected \"" + ISSUER + '"',
        good().put("iss", "https://evil.example/as"));
    assertRejected(
        "its iss is \"" + ISSUER + "/\", expected \"" + ISSUER + '"',
        good().put("iss", ISSUER + "/"));
    assertRejected("its iss is absent, expected \"" + ISSUER + '"', without("iss"));
  }

  /** As an answer may write them; each is refused or accepted, and nothing overflows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "-1e400",
        "1e308",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "18446744073709551616",
        "31556889864403199",
        "31556889864403200",
        "-31557014167219200",
        "111111111111111111111111111111111111111111111111111111111111111111111111111111111",
        "'1795460000'",
        "'NaN'",
        "true",
        "null",
        "[1]",
        "{}"
      })
  void readsAnyNumberAsATime(String number) throws Exception {
    for (String claim : List.of("exp", "iat", "nbf", "auth_time")) {
      String claims =
          good().put(claim, 0).encode().replace("\"" + claim + "\":0", "\"" + claim + "\":@");
      JsonObject read =
          new JsonObject(
              JsonReader.ANY_OBJECT
                  .read(claims.replace("@", number.replace('\'', '"')).getBytes(UTF_8))
                  .fields());
      try {
        expected.check(read, NOW);
      } catch (StepException refused) {
        assertEquals(ErrorCode.INVALID_ID_TOKEN, refused.failure().error());
        assertTrue(refused.failure().description().length() <= 200);
      }
    }
  }

  @Test
  void audienceMayBeAnArrayOfOne() {
    assertAccepted(good().put("aud", new JsonArray().add("the-client")));
  }

  @Test
  void rejectsAudienceWithoutTheClient() {
    assertRejected(
        "its aud is \"another\", expected the client id \"the-client\"",
        good().put("aud", "another"));
    assertRejected(
        "its aud is \"[\"another\",\"one-more\"]\", expected the client id \"the-client\"",
        good().put("aud", new JsonArray().add("another").add("one-more")).put("azp", "the-client"));
    assertRejected(
        "its aud is \"[]\", expected the client id \"the-client\"",
        good().put("aud", new JsonArray()));
    assertRejected("its aud is absent, expected the client id \"the-client\"", without("aud"));
    assertRejected(
        "its aud is \"the-client-2\", expected the client id \"the-client\"",
        good().put("aud", "the-client-2"));
  }

  @Test
  void requiresAuthorizedPartyWithSeveralAudiences() {
    JsonObject claims = good().put("aud", new JsonArray().add("another").add("the-client"));

    assertRejected("it has several audiences and no azp", claims);
    assertAccepted(claims.copy().put("azp", "the-client"));
  }

  @Test
  void rejectsOtherAuthorizedPartyEvenWithOneAudience() {
    assertAccepted(good().put("azp", "the-client"));
    assertRejected(
        "its azp is \"another\", expected the client id \"the-client\"",
        good().put("azp", "another"));
  }

  @Test
  void expiresAfterTheLeeway() {
    assertAccepted(good().put("exp", SECOND - LEEWAY + 1));
    assertRejected(
        "it expired at 2026-03-01T11:59:30Z, now is 2026-03-01T12:00:00Z",
        good().put("exp", SECOND - LEEWAY));
  }

  @Test
  void rejectsFutureIssueBeyondTheLeeway() {
    assertAccepted(good().put("iat", SECOND + LEEWAY));
    assertRejected(
        "it was issued in the future, at 2026-03-01T12:00:31Z, now is 2026-03-01T12:00:00Z",
        good().put("iat", SECOND + LEEWAY + 1));
  }

  @Test
  void rejectsNotBeforeBeyondTheLeeway() {
    assertAccepted(good().put("nbf", SECOND + LEEWAY));
    assertRejected(
        "it is not valid yet, now is 2026-03-01T12:00:00Z", good().put("nbf", SECOND + LEEWAY + 1));
  }

  @ParameterizedTest
  @CsvSource({"exp, -3600", "iat, 3600", "nbf, 3600", "auth_time, -3600", "auth_time, 3600"})
  void refusedTimeSaysHowFarTheClocksDiffer(String name, long seconds) {
    String remark = "; this machine's clock is 95 s behind the server's";
    IdTokenClaims late =
        new IdTokenClaims(
            ISSUER,
            "the-client",
            NONCE,
            null,
            ACCESS_TOKEN,
            Duration.ofSeconds(LEEWAY),
            new RequiredAuthentication(null, NOW.minusSeconds(60)),
            () -> remark);

    String description =
        StepFailures.of(() -> late.check(good().put(name, SECOND + seconds), NOW)).description();

    assertTrue(description.endsWith(remark), description);
  }

  @Test
  void absentNotBeforeMayBeNull() {
    assertAccepted(good().putNull("nbf").putNull("azp").putNull("at_hash"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp", "iat"})
  void rejectsMissingTime(String name) {
    assertRejected("it has no " + name + " that is a NumericDate", without(name));
  }

  @ParameterizedTest
  @MethodSource("noNumericDates")
  void rejectsTimeThatIsNotANumericDate(String name, Object time) {
    assertRejected("it has no " + name + " that is a NumericDate", good().put(name, time));
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
    assertRejected(
        "it expired at 2026-03-01T11:59:00Z, now is 2026-03-01T12:00:00Z",
        good().put("exp", SECOND - 59.75));
  }

  @Test
  void acceptsExpiryAtTheEndOfTheCalendar() {
    assertAccepted(good().put("exp", Instant.MAX.getEpochSecond() - LEEWAY + 10));
  }

  @Test
  void rejectsOtherNonce() {
    assertRejected("it has no nonce", without("nonce"));
    assertRejected("its nonce is not the one that was sent", good().put("nonce", "another"));
    assertRejected("its nonce is not the one that was sent", good().put("nonce", 7));
  }

  @Test
  void accessTokenHashMayBeAbsent() {
    assertAccepted(without("at_hash"));
  }

  @Test
  void rejectsHashOfAnotherAccessToken() {
    String message = "its at_hash is not that of the access token";

    assertRejected(message, good().put("at_hash", "77QmUPtjPfzWtF2AnpK9RA"));
    assertRejected(message, good().put("at_hash", AT_HASH + "=="));
    assertRejected(message, good().put("at_hash", ""));
    assertRejected(message, good().put("at_hash", 7));
  }

  @Test
  void toStringHidesNonceAndAccessToken() {
    assertNoSecretIn(expected.toString());
  }

  @Test
  void refreshExpectsTheSameSubjectAndNoNonce() {
    JsonObject claims = good();
    claims.remove("nonce");

    assertDoesNotThrow(() -> expected(null, "a-user").check(claims, NOW));
    assertRejected(
        "its sub is not that of the previous ID token", expected(null, "another"), claims);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Multi_Factor", "urn:x:gold"})
  void acceptsARequiredContextClass(String acr) {
    IdTokenClaims stepUp = expectedAcr("urn:x:gold Multi_Factor");

    assertDoesNotThrow(() -> stepUp.check(good().put("acr", acr), NOW));
  }

  /** Each is another one, however much it looks like one of those that are required. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "''",
        "' '",
        "'Single_Factor'",
        "'multi_factor'",
        "'Multi'",
        "'Multi_Factor '",
        "'urn:x:gold Multi_Factor'",
        "7",
        "true",
        "['Multi_Factor']",
        "{'Multi_Factor':1}"
      })
  void refusesAnotherContextClass(String acr) {
    JsonObject claims = good().mergeIn(new JsonObject(("{'acr':" + acr + "}").replace('\'', '"')));

    StepFailure failure =
        StepFailures.of(() -> expectedAcr("urn:x:gold Multi_Factor").check(claims, NOW));

    assertEquals(ErrorCode.ACCESS_DENIED, failure.error());
    assertEquals(Step.ID_TOKEN, failure.step());
    assertTrue(
        failure.description().endsWith(", expected one of \"urn:x:gold Multi_Factor\""),
        failure.description());
  }

  @Test
  void refusesAnAbsentContextClass() {
    StepFailure failure = StepFailures.of(() -> expectedAcr("Multi_Factor").check(good(), NOW));

    assertEquals(ErrorCode.ACCESS_DENIED, failure.error());
    assertEquals(
        "the user was not authenticated as required: the ID token's acr is absent, expected one"
            + " of \"Multi_Factor\"",
        failure.description());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, -30", "60, -90", "60, 30", "2147483647, -1900000000"})
  void acceptsAnAuthenticationThatIsRecentEnough(long maxAge, long authenticated) {
    JsonObject claims = good().put("auth_time", SECOND + authenticated);

    assertDoesNotThrow(() -> expectedAge(maxAge).check(claims, NOW));
  }

  @ParameterizedTest
  @CsvSource({"0, -31", "60, -91"})
  void refusesAnOldAuthentication(long maxAge, long authenticated) {
    assertRejected(
        "its auth_time is "
            + NOW.plusSeconds(authenticated)
            + ", expected "
            + NOW.minusSeconds(maxAge)
            + " or later (max_age)",
        expectedAge(maxAge),
        good().put("auth_time", SECOND + authenticated));
  }

  /** A second factor may take minutes, and {@code max_age} is about the time of the request. */
  @Test
  void measuresTheAgeAtTheAuthorizationRequest() {
    Instant requested = NOW.minusSeconds(600);
    RequiredAuthentication fresh = new RequiredAuthentication(null, requested.minusSeconds(60));
    JsonObject claims = good().put("auth_time", requested.getEpochSecond() - 60);

    assertDoesNotThrow(() -> expected(NONCE, null, fresh).check(claims, NOW));
  }

  /** One in milliseconds would be recent enough for ever. */
  @ParameterizedTest
  @ValueSource(longs = {31, 3600, 1_795_460_000_000L})
  void refusesAnAuthenticationInTheFuture(long authenticated) {
    assertRejected(
        "its auth_time is " + NOW.plusSeconds(authenticated) + ", which lies in the future",
        expectedAge(60),
        good().put("auth_time", SECOND + authenticated));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "'1795460000'", "{}", "1e400"})
  void refusesAnAuthenticationTimeThatIsNone(String time) {
    JsonObject claims =
        good().mergeIn(new JsonObject(("{'auth_time':" + time + "}").replace('\'', '"')));

    assertRejected("it has no auth_time that is a NumericDate", expectedAge(60), claims);
    assertRejected("it has no auth_time that is a NumericDate", expectedAge(60), good());
  }

  private static IdTokenClaims expectedAcr(String values) {
    return expected(NONCE, null, new RequiredAuthentication(values, null));
  }

  private static IdTokenClaims expectedAge(long seconds) {
    return expected(NONCE, null, new RequiredAuthentication(null, NOW.minusSeconds(seconds)));
  }

  private static IdTokenClaims expected(String nonce, String subject) {
    return expected(nonce, subject, RequiredAuthentication.ANY);
  }

  private static IdTokenClaims expected(
      String nonce, String subject, RequiredAuthentication authentication) {
    return new IdTokenClaims(
        ISSUER,
        "the-client",
        nonce,
        subject,
        ACCESS_TOKEN,
        Duration.ofSeconds(LEEWAY),
        authentication,
        () -> "");
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

  private void assertRejected(String message, JsonObject claims) {
    assertRejected(message, expected, claims);
  }

  private static void assertRejected(String message, IdTokenClaims expected, JsonObject claims) {
    StepFailure failure = StepFailures.of(() -> expected.check(claims, NOW));
    assertEquals(ErrorCode.INVALID_ID_TOKEN, failure.error());
    assertEquals("the ID token is not valid: " + message, failure.description());
    assertNoSecretIn(failure.description());
  }

  private static void assertNoSecretIn(String text) {
    assertFalse(text.contains(NONCE), text);
    assertFalse(text.contains(ACCESS_TOKEN), text);
  }
}
