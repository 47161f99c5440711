package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the claims of an ID token, in the order of OpenID Connect Core 3.1.3.7.
 *
 * @param issuer the expected {@code iss}
 * @param clientId the expected {@code aud}, and {@code azp}
 * @param nonce the nonce that was sent, or null for a refresh, which has none
 * @param subject the expected {@code sub} of a refresh, or null for any
 * @param accessToken the access token that came with it, for {@code at_hash}
 * @param leeway by how much the clocks may differ
 */
record IdTokenClaims(
    String issuer,
    String clientId,
    @Nullable String nonce,
    @Nullable String subject,
    String accessToken,
    Duration leeway) {

  /**
   * Checks the claims of an ID token whose signature is verified.
   *
   * @throws dev.tokenflow.pingone.http.StepException {@code invalid_id_token}
   */
  void check(JsonObject claims, Instant now) {
    if (!(claims.getValue("sub") instanceof String sub) || sub.isEmpty()) {
      throw IdTokenValidator.invalid("it has no sub");
    }
    checkIssuer(claims); // 2
    List<?> audiences = checkAudience(claims); // 3
    checkAuthorizedParty(claims, audiences); // 4, 5
    checkTimes(claims, now); // 9, 10
    checkNonce(claims); // 11
    checkAccessTokenHash(claims); // 3.1.3.8
    if (subject != null && !subject.equals(sub)) { // 12.2
      throw IdTokenValidator.invalid("its sub is not that of the previous ID token");
    }
  }

  private void checkIssuer(JsonObject claims) {
    Object iss = claims.getValue("iss");
    if (!issuer.equals(iss)) {
      throw IdTokenValidator.invalid("its iss is " + iss + ", expected " + issuer);
    }
  }

  private List<?> checkAudience(JsonObject claims) {
    Object aud = claims.getValue("aud");
    List<?> audiences = aud instanceof JsonArray several ? several.getList() : Arrays.asList(aud);
    if (!audiences.contains(clientId)) {
      throw IdTokenValidator.invalid(
          "its aud is " + audiences + ", expected the client id " + clientId);
    }
    return audiences;
  }

  private void checkAuthorizedParty(JsonObject claims, List<?> audiences) {
    Object azp = claims.getValue("azp");
    if (azp == null && audiences.size() > 1) {
      throw IdTokenValidator.invalid("it has several audiences and no azp");
    }
    if (azp != null && !azp.equals(clientId)) {
      throw IdTokenValidator.invalid("its azp is " + azp + ", expected the client id " + clientId);
    }
  }

  private void checkTimes(JsonObject claims, Instant now) {
    Instant exp = time(claims, "exp");
    if (!now.minus(leeway).isBefore(exp)) {
      throw IdTokenValidator.invalid("it expired at " + exp + ", now is " + now);
    }
    Instant iat = time(claims, "iat");
    if (iat.isAfter(now.plus(leeway))) {
      throw IdTokenValidator.invalid("it was issued in the future, at " + iat);
    }
    if (claims.containsKey("nbf") && time(claims, "nbf").isAfter(now.plus(leeway))) {
      throw IdTokenValidator.invalid("it is not valid yet");
    }
  }

  private static Instant time(JsonObject claims, String name) {
    // A NumericDate may have a fraction (RFC 7519 section 2).
    if (claims.getValue(name) instanceof Number seconds
        && Math.abs(seconds.doubleValue()) < Instant.MAX.getEpochSecond()) {
      return Instant.ofEpochSecond(seconds.longValue());
    }
    throw IdTokenValidator.invalid("it has no " + name + " that is a NumericDate");
  }

  private void checkNonce(JsonObject claims) {
    if (nonce == null) {
      return;
    }
    Object actual = claims.getValue("nonce");
    if (!nonce.equals(actual)) {
      throw IdTokenValidator.invalid(
          actual == null ? "it has no nonce" : "its nonce is not the one that was sent");
    }
  }

  /** The left half of the access token's hash; SHA-256 goes with RS256. */
  private void checkAccessTokenHash(JsonObject claims) {
    Object atHash = claims.getValue("at_hash");
    if (atHash == null) {
      return;
    }
    byte[] leftHalf = Arrays.copyOf(Sha256.of(accessToken.getBytes(US_ASCII)), 16);
    String expected = Base64.getUrlEncoder().withoutPadding().encodeToString(leftHalf);
    if (!MessageDigest.isEqual(expected.getBytes(US_ASCII), atHash.toString().getBytes(US_ASCII))) {
      throw IdTokenValidator.invalid("its at_hash is not that of the access token");
    }
  }

  /** Without nonce and access token. */
  @Override
  public String toString() {
    return "IdTokenClaims[issuer=" + issuer + ", clientId=" + clientId + "]";
  }
}
