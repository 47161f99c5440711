package dev.tokenflow.pingone.examples.login.demo;

import dev.tokenflow.pingone.sandbox.PasskeyCheck;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The passkeys that browsers created for the sandbox's users: stands for PingOne, which registers
 * them elsewhere. Checks an answer as far as a demonstration needs (W3C Web Authentication, 7.2).
 */
final class SandboxPasskeys implements PasskeyCheck {
  private static final Base64.Decoder BASE64URL = Base64.getUrlDecoder();
  private static final int FLAGS = 32;
  private static final byte USER_PRESENT = 1;

  private final String origin;
  private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();

  SandboxPasskeys(String origin) {
    this.origin = origin;
  }

  /**
   * Keeps a new passkey.
   *
   * @param id the credential's id, in base64url
   * @param key its public key, as {@code SubjectPublicKeyInfo} in base64url
   * @throws IllegalArgumentException if it is not an ECDSA key
   */
  void register(String id, String key) {
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      keys.put(id, factory.generatePublic(new X509EncodedKeySpec(BASE64URL.decode(key))));
    } catch (GeneralSecurityException notEc) {
      throw new IllegalArgumentException("the key is not an ECDSA key", notEc);
    }
  }

  /** Names no passkey: the browser offers those that it has for this host. */
  @Override
  public JsonObject requestOptions(String challenge) {
    return new JsonObject()
        .put("challenge", challenge)
        .put("rpId", "localhost")
        .put("allowCredentials", new JsonArray());
  }

  @Override
  public boolean accepts(JsonObject input, String challenge) {
    try {
      JsonObject credential = new JsonObject(input.getString("assertion"));
      JsonObject response = credential.getJsonObject("response");
      byte[] clientData = octets(response, "clientDataJSON");
      byte[] authenticator = octets(response, "authenticatorData");
      JsonObject client = new JsonObject(Buffer.buffer(clientData));
      PublicKey key = keys.get(credential.getString("id"));
      return key != null
          && client.getString("type").equals("webauthn.get")
          && client.getString("challenge").equals(challenge)
          && client.getString("origin").equals(origin)
          && Arrays.equals(
              authenticator, 0, FLAGS, sha256(Buffer.buffer("localhost").getBytes()), 0, FLAGS)
          && (authenticator[FLAGS] & USER_PRESENT) != 0
          && isSigned(key, authenticator, clientData, octets(response, "signature"));
    } catch (GeneralSecurityException
        | DecodeException
        | IllegalArgumentException
        | ClassCastException
        | NullPointerException
        | IndexOutOfBoundsException malformed) {
      return false;
    }
  }

  private static boolean isSigned(
      PublicKey key, byte[] authenticator, byte[] clientData, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(key);
    verifier.update(authenticator);
    verifier.update(sha256(clientData));
    return verifier.verify(signature);
  }

  private static byte[] sha256(byte[] octets) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(octets);
  }

  private static byte[] octets(JsonObject response, String field) {
    return BASE64URL.decode(response.getString(field));
  }
}
