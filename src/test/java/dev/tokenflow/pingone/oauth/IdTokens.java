package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Makes ID tokens with nimbus-jose-jwt. The id of every key is k1. */
final class IdTokens {
  static final String ISSUER = "https://auth.example.com/as";
  static final String CLIENT_ID = "the-client";
  static final String NONCE = "the-nonce";

  private IdTokens() {}

  static RSAKey rsaKey() throws JOSEException {
    return new RSAKeyGenerator(2048).keyID("k1").keyUse(KeyUse.SIGNATURE).generate();
  }

  static ECKey ellipticCurveKey() throws JOSEException {
    return new ECKeyGenerator(Curve.P_256).keyID("k1").keyUse(KeyUse.SIGNATURE).generate();
  }

  static JWSHeader.Builder header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm).keyID("k1");
  }

  static JWTClaimsSet.Builder claims() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .subject("a-user")
        .audience(CLIENT_ID)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(60)))
        .claim("nonce", NONCE)
        .claim("name", "Zoë");
  }

  /** What the claims must say, together with this access token. */
  static IdTokenClaims expected(String accessToken) {
    return new IdTokenClaims(
        ISSUER,
        CLIENT_ID,
        NONCE,
        null,
        accessToken,
        Duration.ofSeconds(30),
        RequiredAuthentication.ANY,
        () -> "");
  }

  /** A token with these claims and a good signature. */
  static String rs256(RSAKey key, JWTClaimsSet.Builder claims) throws JOSEException {
    return sign(header(JWSAlgorithm.RS256), new RSASSASigner(key), claims);
  }

  static String rs256(RSAKey key) throws JOSEException {
    return rs256(key, claims());
  }

  static String sign(JWSHeader.Builder header, JWSSigner signer, JWTClaimsSet.Builder claims)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header.build(), claims.build());
    token.sign(signer);
    return token.serialize();
  }

  /** Good claims with this header and this signature. */
  static String unsigned(String header, String signature) {
    return Base64URL.encode(header)
        + "."
        + Base64URL.encode(claims().build().toString().getBytes(UTF_8))
        + "."
        + signature;
  }
}
