package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tokenflow.pingone.http.JsonReader;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An ID token in its compact serialization (RFC 7515 section 3.1). Only its header may be believed
 * before its signature is verified.
 *
 * @param compact the token
 * @param payloadAt where its payload begins
 * @param signatureAt where its signature begins
 * @param keyId {@code kid}, or null
 */
record IdToken(String compact, int payloadAt, int signatureAt, @Nullable String keyId) {
  private static final JsonReader<Header> HEADER = JsonReader.of(Header.class);

  /** The parameters of the header (RFC 7515 section 4.1). */
  private record Header(@Nullable String alg, @Nullable String kid, @Nullable Object crit) {}

  /**
   * Reads the header.
   *
   * @throws dev.tokenflow.pingone.http.StepException unless it is signed with RS256, without
   *     extensions that must be understood
   */
  static IdToken parse(String compact) {
    long dots = compact.chars().filter(c -> c == '.').count();
    if (dots != 2) {
      throw IdTokenValidator.invalid("it has " + (dots + 1) + " parts, expected 3");
    }
    int payloadAt = compact.indexOf('.') + 1;
    int signatureAt = compact.lastIndexOf('.') + 1;
    if (signatureAt == compact.length()) {
      throw IdTokenValidator.invalid("it has no signature");
    }
    Header header =
        read(
            HEADER,
            compact.substring(0, payloadAt - 1),
            "its header is not base64url of a JSON object");
    if (!JwkSet.ALGORITHM.equals(header.alg)) {
      throw IdTokenValidator.invalid(
          "its alg is "
              + IdTokenClaims.shown(header.alg)
              + ", expected \""
              + JwkSet.ALGORITHM
              + '"');
    }
    if (header.crit != null) {
      throw IdTokenValidator.invalid("its header has a crit, expected none");
    }
    return new IdToken(compact, payloadAt, signatureAt, header.kid);
  }

  /** What is signed (RFC 7515 section 5.2). */
  byte[] signingInput() {
    return compact.substring(0, signatureAt - 1).getBytes(ISO_8859_1);
  }

  /** The signature; empty if it is not base64url, and so by no key. */
  byte[] signature() {
    try {
      return Base64.getUrlDecoder().decode(compact.substring(signatureAt));
    } catch (IllegalArgumentException notBase64Url) {
      return new byte[0];
    }
  }

  /**
   * The claims.
   *
   * @throws dev.tokenflow.pingone.http.StepException if they are not a JSON object
   */
  JsonObject claims() {
    String payload = compact.substring(payloadAt, signatureAt - 1);
    return new JsonObject(
        read(JsonReader.ANY_OBJECT, payload, "its claims cannot be read").fields());
  }

  private static <T extends Record> T read(JsonReader<T> reader, String part, String otherwise) {
    try {
      T value = reader.read(Base64.getUrlDecoder().decode(part));
      if (value != null) {
        return value;
      }
    } catch (IOException | IllegalArgumentException undecodable) {
      // Said below.
    }
    throw IdTokenValidator.invalid(otherwise);
  }

  @Override
  public String toString() {
    return "IdToken[***]";
  }
}
