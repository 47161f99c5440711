package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/**
 * The security key (W3C Web Authentication, ES256) that all users of one sandbox share. It plays
 * the browser's part as well: it builds the assertion, and the sandbox verifies it.
 */
public final class SecurityKey {
  private static final String RELYING_PARTY = "app.example.com";
  private static final String ORIGIN = "https://" + RELYING_PARTY;
  private static final String CREDENTIAL_ID = Crypto.base64Url("sandbox-key".getBytes(UTF_8));
  private static final byte USER_PRESENT = 1;

  private final KeyPair keyPair =
      Crypto.unchecked(
          () -> {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
          });

  SecurityKey() {}

  /**
   * Builds the input of {@code assertion.check}, as a browser would.
   *
   * @param requestOptions the flow's {@code publicKeyCredentialRequestOptions}
   */
  public JsonObject assertion(String requestOptions) {
    JsonObject options = new JsonObject(requestOptions);
    byte[] clientData =
        new JsonObject()
            .put("type", "webauthn.get")
            .put("challenge", options.getString("challenge"))
            .put("origin", ORIGIN)
            .encode()
            .getBytes(UTF_8);
    byte[] authenticatorData =
        ByteBuffer.allocate(37)
            .put(Crypto.sha256(options.getString("rpId")))
            .put(USER_PRESENT)
            .putInt(1)
            .array();
    byte[] signature =
        Crypto.unchecked(
            () -> {
              Signature signer = Signature.getInstance("SHA256withECDSA");
              signer.initSign(keyPair.getPrivate());
              signer.update(signed(authenticatorData, clientData));
              return signer.sign();
            });
    JsonObject response =
        new JsonObject()
            .put("clientDataJSON", Crypto.base64Url(clientData))
            .put("authenticatorData", Crypto.base64Url(authenticatorData))
            .put("signature", Crypto.base64Url(signature));
    JsonObject credential =
        new JsonObject()
            .put("id", CREDENTIAL_ID)
            .put("rawId", CREDENTIAL_ID)
            .put("type", "public-key")
            .put("response", response);
    return new JsonObject()
        .put("origin", ORIGIN)
        .put("assertion", credential.encode())
        .put("compatibility", "FULL");
  }

  /** The options for the browser. */
  static JsonObject requestOptions(String challenge) {
    return new JsonObject()
        .put("challenge", challenge)
        .put("rpId", RELYING_PARTY)
        .put(
            "allowCredentials",
            new JsonArray()
                .add(new JsonObject().put("type", "public-key").put("id", CREDENTIAL_ID)));
  }

  /** Verifies an input of {@code assertion.check} against the challenge (section 7.2). */
  boolean verifies(JsonObject input, String challenge) {
    try {
      JsonObject credential = new JsonObject(input.getString("assertion"));
      JsonObject response = credential.getJsonObject("response");
      byte[] clientData = octets(response, "clientDataJSON");
      byte[] authenticatorData = octets(response, "authenticatorData");
      JsonObject client = new JsonObject(Buffer.buffer(clientData));
      return ORIGIN.equals(input.getString("origin"))
          && CREDENTIAL_ID.equals(credential.getString("id"))
          && "webauthn.get".equals(client.getString("type"))
          && challenge.equals(client.getString("challenge"))
          && ORIGIN.equals(client.getString("origin"))
          && authenticatorData.length >= 37
          && MessageDigest.isEqual(
              Crypto.sha256(RELYING_PARTY), Arrays.copyOf(authenticatorData, 32))
          && (authenticatorData[32] & USER_PRESENT) != 0
          && isSigned(authenticatorData, clientData, octets(response, "signature"));
    } catch (DecodeException
        | IllegalArgumentException
        | ClassCastException
        | NullPointerException e) {
      return false;
    }
  }

  private boolean isSigned(byte[] authenticatorData, byte[] clientData, byte[] signature) {
    return Crypto.unchecked(
        () -> {
          Signature verifier = Signature.getInstance("SHA256withECDSA");
          verifier.initVerify(keyPair.getPublic());
          verifier.update(signed(authenticatorData, clientData));
          return verifier.verify(signature);
        });
  }

  private static byte[] signed(byte[] authenticatorData, byte[] clientData) {
    byte[] hash = Crypto.sha256(new String(clientData, UTF_8));
    return ByteBuffer.allocate(authenticatorData.length + hash.length)
        .put(authenticatorData)
        .put(hash)
        .array();
  }

  private static byte[] octets(JsonObject response, String field) {
    return Base64.getUrlDecoder().decode(response.getString(field));
  }
}
