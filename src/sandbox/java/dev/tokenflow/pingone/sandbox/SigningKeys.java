package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/** The RSA key pair that signs ID tokens, and its public key as a JWK set. */
final class SigningKeys {
  private final String keyId = UUID.randomUUID().toString();
  private final KeyPair keyPair;

  SigningKeys(KeyPair keyPair) {
    this.keyPair = keyPair;
  }

  /** Generates a key pair. Slow: must not run on an event loop. */
  static SigningKeys generate() {
    return new SigningKeys(
        Crypto.unchecked(
            () -> {
              KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
              generator.initialize(2048);
              return generator.generateKeyPair();
            }));
  }

  /** Signs a JWT with RS256. */
  String sign(JsonObject claims) {
    JsonObject header = new JsonObject().put("alg", "RS256").put("kid", keyId);
    String input = Crypto.base64Url(header) + "." + Crypto.base64Url(claims);
    byte[] signature =
        Crypto.unchecked(
            () -> {
              Signature signer = Signature.getInstance("SHA256withRSA");
              signer.initSign(keyPair.getPrivate());
              signer.update(input.getBytes(US_ASCII));
              return signer.sign();
            });
    return input + "." + Crypto.base64Url(signature);
  }

  /** Whether this key signed a JWT. */
  boolean signed(String jwt) {
    int signatureAt = jwt.lastIndexOf('.') + 1;
    return signatureAt > 0
        && Crypto.unchecked(
            () -> {
              try {
                Signature verifier = Signature.getInstance("SHA256withRSA");
                verifier.initVerify(keyPair.getPublic());
                verifier.update(jwt.substring(0, signatureAt - 1).getBytes(US_ASCII));
                return verifier.verify(Base64.getUrlDecoder().decode(jwt.substring(signatureAt)));
              } catch (SignatureException | IllegalArgumentException malformed) {
                return false;
              }
            });
  }

  JsonObject jwks() {
    RSAPublicKey key = (RSAPublicKey) keyPair.getPublic();
    JsonObject jwk =
        new JsonObject()
            .put("kty", "RSA")
            .put("use", "sig")
            .put("alg", "RS256")
            .put("kid", keyId)
            .put("n", Crypto.base64Url(unsigned(key.getModulus())))
            .put("e", Crypto.base64Url(unsigned(key.getPublicExponent())));
    return new JsonObject().put("keys", new JsonArray().add(jwk));
  }

  /** Drops the leading sign byte that BigInteger may add (RFC 7518 section 2). */
  private static byte[] unsigned(BigInteger number) {
    byte[] octets = number.toByteArray();
    return octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets;
  }
}
