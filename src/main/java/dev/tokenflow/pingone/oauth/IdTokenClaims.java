package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The expected claims of an ID token.
 *
 * @param issuer the expected {@code iss}
 * @param clientId the expected {@code aud}, and {@code azp}
 * @param nonce the nonce that was sent, or null for a refresh, which has none
 * @param subject the expected {@code sub} of a refresh, or null for any
 * @param accessToken the access token that came with it, for {@code at_hash}
 * @param leeway by how much the clocks may differ
 * @param authentication how the user must have been authenticated
 * @param clockRemark what is added where a time is refused, see {@link ClockDifference}
 */
record IdTokenClaims(
    String issuer,
    String clientId,
    @Nullable String nonce,
    @Nullable String subject,
    String accessToken,
    Duration leeway,
    RequiredAuthentication authentication,
    Supplier<String> clockRemark) {
  // With this it fits into a description, which is cut before it is known what was sent.
  private static final int MAX_SHOWN = 120;

  /**
   * Checks the claims of an ID token whose signature is verified. The numbers are those of OpenID
   * Connect Core 3.1.3.7.
   *
   * @throws dev.tokenflow.pingone.http.StepException {@code invalid_id_token}, or {@code
   *     access_denied} if the user was not authenticated as required
   */
  void check(JsonObject claims, Instant now) {
    Object sub = claims.getValue("sub");
    require(sub instanceof String text && !text.isEmpty(), () -> "it has no sub");
    Object iss = claims.getValue("iss");
    require(
        issuer.equals(iss), () -> "its iss is " + shown(iss) + ", expected " + shown(issuer)); // 2
    checkAudience(claims.getValue("aud"), claims.getValue("azp"));
    checkTimes(claims, now);
    Object actualNonce = claims.getValue("nonce");
    require(
        nonce == null || nonce.equals(actualNonce), // 11
        () -> actualNonce == null ? "it has no nonce" : "its nonce is not the one that was sent");
    Object atHash = claims.getValue("at_hash");
    require(
        atHash == null || isAccessTokenHash(atHash.toString()), // 3.1.3.8
        () -> "its at_hash is not that of the access token");
    require(
        subject == null || subject.equals(sub), // 12.2
        () -> "its sub is not that of the previous ID token");
    authentication.check(claims, now, leeway, clockRemark); // 12, 13
  }

  private void checkAudience(@Nullable Object aud, @Nullable Object azp) {
    List<?> audiences = aud instanceof JsonArray several ? several.getList() : Arrays.asList(aud);
    require(
        audiences.contains(clientId), // 3
        () -> "its aud is " + shown(aud) + ", expected the client id " + shown(clientId));
    require(azp != null || audiences.size() == 1, () -> "it has several audiences and no azp"); // 4
    require(
        azp == null || azp.equals(clientId), // 5
        () -> "its azp is " + shown(azp) + ", expected the client id " + shown(clientId));
  }

  private void checkTimes(JsonObject claims, Instant now) {
    Instant exp = time(claims, "exp");
    require(
        now.minus(leeway).isBefore(exp), // 9
        () -> "it expired at " + exp + ", now is " + now + clockRemark.get());
    Instant iat = time(claims, "iat");
    require(
        !iat.isAfter(now.plus(leeway)), // 10
        () -> "it was issued in the future, at " + iat + ", now is " + now + clockRemark.get());
    require(
        claims.getValue("nbf") == null || !time(claims, "nbf").isAfter(now.plus(leeway)),
        () -> "it is not valid yet, now is " + now + clockRemark.get());
  }

  static Instant time(JsonObject claims, String name) {
    // A NumericDate may have a fraction (RFC 7519 section 2).
    if (claims.getValue(name) instanceof Number seconds
        && Math.abs(seconds.doubleValue()) < Instant.MAX.getEpochSecond()) {
      return Instant.ofEpochSecond(seconds.longValue());
    }
    throw IdTokenValidator.invalid("it has no " + name + " that is a NumericDate");
  }

  /** Compares with the left half of the access token's hash; SHA-256 belongs to RS256. */
  private boolean isAccessTokenHash(String atHash) {
    return MessageDigest.isEqual(
        Base64Url.sha256(accessToken, 16).getBytes(UTF_8), atHash.getBytes(UTF_8));
  }

  /** In quotes, so that blanks around it show; whole, since no secret is found in a part. */
  static String shown(@Nullable Object value) {
    if (value == null) {
      return "absent";
    }
    String text = value.toString();
    return text.length() > MAX_SHOWN
        ? "a value of " + text.length() + " characters"
        : '"' + text + '"';
  }

  private static void require(boolean valid, Supplier<String> reason) {
    if (!valid) {
      throw IdTokenValidator.invalid(reason.get());
    }
  }

  /** Without nonce and access token. */
  @Override
  public String toString() {
    return "IdTokenClaims[issuer=" + issuer + ", clientId=" + clientId + "]";
  }
}
