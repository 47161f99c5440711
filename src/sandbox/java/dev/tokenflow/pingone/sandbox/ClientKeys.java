package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The client's public keys that are currently registered, by their {@code kid}. */
final class ClientKeys {
  private Map<String, PublicKey> registered;

  ClientKeys(SandboxOptions options) {
    this.registered = options.clientKeys();
  }

  /** Replaces the registered keys. */
  void accept(Map<String, PublicKey> keys) {
    registered = Map.copyOf(keys);
  }

  /** Whether a JWT says that one of these keys has signed it. */
  boolean areNamedBy(String jwt) {
    try {
      return registered.containsKey(keyId(decoded(jwt.split("\\.", 2)[0])));
    } catch (IllegalArgumentException | DecodeException undecodable) {
      return false;
    }
  }

  /**
   * Verifies key, algorithm and signature of a JWT and returns its claims.
   *
   * @param family how its algorithm must begin, such as RS
   * @param refusal turns the reason for rejecting the JWT into a refusal
   */
  JsonObject verify(String jwt, String family, Function<String, Refusal> refusal) {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length != 3) {
      throw refusal.apply("it is not a signed JWT");
    }
    try {
      JsonObject header = decoded(parts[0]);
      PublicKey key = registered.get(keyId(header));
      if (key == null) {
        throw refusal.apply("its kid is that of no registered key");
      }
      String algorithm = String.valueOf(header.getValue("alg"));
      if (!algorithm.startsWith(family) || !algorithms(key).contains(algorithm)) {
        throw refusal.apply("its alg does not fit the key");
      }
      byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
      if (!verifies(key, algorithm, parts[0] + "." + parts[1], signature)) {
        throw refusal.apply("its signature is wrong");
      }
      return decoded(parts[1]);
    } catch (IllegalArgumentException | DecodeException undecodable) {
      throw refusal.apply("it cannot be decoded");
    }
  }

  /** RFC 7518 sections 3.3 and 3.4; PingOne takes RSA keys from 2,048 bits on. */
  private static Set<String> algorithms(PublicKey key) {
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= 2048) {
      return Set.of("RS256", "RS384", "RS512");
    }
    if (key instanceof ECPublicKey ec) {
      return switch (ec.getParams().getCurve().getField().getFieldSize()) {
        case 256 -> Set.of("ES256");
        case 384 -> Set.of("ES384");
        case 521 -> Set.of("ES512");
        default -> Set.of();
      };
    }
    return Set.of();
  }

  private static boolean verifies(PublicKey key, String algorithm, String input, byte[] signature) {
    String name =
        "SHA"
            + algorithm.substring(2)
            + (algorithm.startsWith("RS") ? "withRSA" : "withECDSAinP1363Format");
    return Crypto.unchecked(
        () -> {
          try {
            Signature verification = Signature.getInstance(name);
            verification.initVerify(key);
            verification.update(input.getBytes(US_ASCII));
            return verification.verify(signature);
          } catch (SignatureException | InvalidKeyException malformed) {
            return false;
          }
        });
  }

  private static String keyId(JsonObject header) {
    return String.valueOf(header.getValue("kid"));
  }

  private static JsonObject decoded(String part) {
    return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
  }
}
