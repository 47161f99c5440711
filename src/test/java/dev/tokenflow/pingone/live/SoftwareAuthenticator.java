package dev.tokenflow.pingone.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;

/**
 * A passkey of one user (W3C Web Authentication, ES256) with its browser, and the server's half,
 * which is webauthn4j's.
 */
final class SoftwareAuthenticator {
  static final String ORIGIN = "https://app.example.com";

  private static final byte PRESENT_AND_VERIFIED = 5;
  private static final byte[] CREDENTIAL_ID = "a software passkey".getBytes(UTF_8);
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final String userId;
  private final String origin;
  private final String relyingParty;
  private final KeyPair pair;
  private int counter;

  SoftwareAuthenticator(String userId) throws GeneralSecurityException {
    this(userId, ORIGIN);
  }

  /**
   * @param origin where the page is that asks for the passkey
   */
  SoftwareAuthenticator(String userId, String origin) throws GeneralSecurityException {
    this.userId = userId;
    this.origin = origin;
    this.relyingParty = URI.create(origin).getHost();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    this.pair = generator.generateKeyPair();
  }

  /** The challenge in {@code publicKeyCredentialRequestOptions}, whatever their form. */
  static byte[] challenge(Object options) {
    JsonObject read =
        options instanceof JsonObject object
            ? object
            : new JsonObject(
                options.toString().startsWith("{")
                    ? Buffer.buffer(options.toString())
                    : Buffer.buffer(DECODER.decode(options.toString())));
    if (read.getValue("challenge") instanceof JsonArray signed) {
      Buffer octets = Buffer.buffer();
      signed.forEach(octet -> octets.appendByte(((Number) octet).byteValue()));
      return octets.getBytes();
    }
    return DECODER.decode(read.getString("challenge"));
  }

  /** The input of {@code assertion.check}, as a page at this origin gets it from the browser. */
  JsonObject sign(byte[] challenge, String pageOrigin) throws GeneralSecurityException {
    byte[] clientData =
        new JsonObject()
            .put("type", "webauthn.get")
            .put("challenge", ENCODER.encodeToString(challenge))
            .put("origin", pageOrigin)
            .put("crossOrigin", false)
            .encode()
            .getBytes(UTF_8);
    byte[] authenticatorData =
        ByteBuffer.allocate(37)
            .put(sha256(relyingParty.getBytes(UTF_8)))
            .put(PRESENT_AND_VERIFIED)
            .putInt(++counter)
            .array();
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(authenticatorData);
    signature.update(sha256(clientData));
    JsonObject response =
        new JsonObject()
            .put("clientDataJSON", ENCODER.encodeToString(clientData))
            .put("authenticatorData", ENCODER.encodeToString(authenticatorData))
            .put("signature", ENCODER.encodeToString(signature.sign()))
            .put("userHandle", ENCODER.encodeToString(userId.getBytes(UTF_8)));
    String id = ENCODER.encodeToString(CREDENTIAL_ID);
    return new JsonObject()
        .put("origin", pageOrigin)
        .put(
            "assertion",
            new JsonObject()
                .put("id", id)
                .put("rawId", id)
                .put("type", "public-key")
                .put("response", response)
                .encode())
        .put("compatibility", "FULL");
  }

  static byte[] credentialId() {
    return CREDENTIAL_ID.clone();
  }

  /** For another authenticator that holds the same passkey. */
  PrivateKey privateKey() {
    return pair.getPrivate();
  }

  /** What a relying party that knows this passkey says to an answer. */
  boolean accepts(JsonObject input, String challenge) {
    JsonObject credential = new JsonObject(input.getString("assertion"));
    JsonObject response = credential.getJsonObject("response");
    AuthenticationRequest request =
        new AuthenticationRequest(
            DECODER.decode(credential.getString("rawId")),
            DECODER.decode(response.getString("userHandle")),
            DECODER.decode(response.getString("authenticatorData")),
            DECODER.decode(response.getString("clientDataJSON")),
            DECODER.decode(response.getString("signature")));
    AttestedCredentialData registered =
        new AttestedCredentialData(
            AAGUID.ZERO,
            CREDENTIAL_ID,
            EC2COSEKey.create((ECPublicKey) pair.getPublic(), COSEAlgorithmIdentifier.ES256));
    AuthenticationParameters expected =
        new AuthenticationParameters(
            new ServerProperty(
                new Origin(origin),
                relyingParty,
                new DefaultChallenge(DECODER.decode(challenge)),
                null),
            new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                false,
                false,
                0,
                registered,
                new AuthenticationExtensionsAuthenticatorOutputs<>(),
                null,
                null,
                null),
            List.of(CREDENTIAL_ID),
            true,
            true);
    try {
      WebAuthnManager.createNonStrictWebAuthnManager().verify(request, expected);
      return origin.equals(input.getString("origin"));
    } catch (VerificationException refused) {
      return false;
    }
  }

  private static byte[] sha256(byte[] octets) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(octets);
  }
}
