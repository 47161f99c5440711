package dev.tokenflow.pingone.oauth;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/**
 * The header of a signed JWT (RFC 7515 section 4), read before the signature is verified.
 *
 * @param algorithm {@code alg}, or null
 * @param keyId {@code kid}, or null
 * @param critical whether there is a {@code crit}: extensions that must be understood
 */
record JoseHeader(String algorithm, String keyId, boolean critical) {

  /**
   * The header of a compact serialization (RFC 7515 section 3.1).
   *
   * @throws InvalidIdTokenException for anything that is none
   */
  static JoseHeader of(String jwt) throws InvalidIdTokenException {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length != 3) {
      throw new InvalidIdTokenException("expected a signed JWT of 3 parts, came " + parts.length);
    }
    if (parts[2].isEmpty()) {
      throw new InvalidIdTokenException("it has no signature");
    }
    try {
      JsonObject header = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(parts[0])));
      return new JoseHeader(
          header.getValue("alg") instanceof String alg ? alg : null,
          header.getValue("kid") instanceof String kid ? kid : null,
          header.containsKey("crit"));
    } catch (RuntimeException undecodable) {
      throw new InvalidIdTokenException("its header is not base64url of a JSON object");
    }
  }
}
