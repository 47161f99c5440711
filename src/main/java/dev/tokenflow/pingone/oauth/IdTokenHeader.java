package dev.tokenflow.pingone.oauth;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The header of an ID token (RFC 7515 section 4), read before the signature is verified.
 *
 * @param keyId {@code kid}, or null
 */
record IdTokenHeader(@Nullable String keyId) {

  /**
   * Reads the header of a compact serialization (RFC 7515 section 3.1).
   *
   * @throws dev.tokenflow.pingone.http.StepException unless it is signed with RS256, without
   *     extensions that must be understood
   */
  static IdTokenHeader parse(String jwt) {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length != 3) {
      throw IdTokenValidator.invalid("it has " + parts.length + " parts, expected 3");
    }
    if (parts[2].isEmpty()) {
      throw IdTokenValidator.invalid("it has no signature");
    }
    JsonObject header = decode(parts[0]);
    if (!JwkSet.ALGORITHM.equals(header.getValue("alg"))) {
      throw IdTokenValidator.invalid(
          "its alg is \"" + header.getValue("alg") + "\", expected \"" + JwkSet.ALGORITHM + '"');
    }
    if (header.containsKey("crit")) {
      throw IdTokenValidator.invalid("its header has a crit, expected none");
    }
    return new IdTokenHeader(
        header.getValue("kid") instanceof String kid && !kid.isEmpty() ? kid : null);
  }

  private static JsonObject decode(String part) {
    try {
      return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
    } catch (RuntimeException undecodable) {
      throw IdTokenValidator.invalid("its header is not base64url of a JSON object");
    }
  }
}
