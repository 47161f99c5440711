package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The client secrets that are currently valid; verifies what is signed with one of them. */
final class ClientSecrets {
  private List<String> accepted;

  ClientSecrets(SandboxOptions options) {
    this.accepted = List.of(options.clientSecret());
  }

  /** Replaces the valid secrets. */
  void accept(List<String> secrets) {
    accepted = List.copyOf(secrets);
  }

  boolean isAccepted(String secret) {
    return accepted.contains(secret);
  }

  /**
   * Verifies algorithm and signature of a JWT and returns its claims.
   *
   * @param algorithms the accepted algorithms, such as HS256
   * @param refusal turns the reason for rejecting the JWT into a refusal
   */
  JsonObject verify(String jwt, Set<String> algorithms, Function<String, Refusal> refusal) {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length != 3) {
      throw refusal.apply("it is not a signed JWT");
    }
    try {
      String algorithm = String.valueOf(decoded(parts[0]).getValue("alg"));
      if (!algorithms.contains(algorithm)) {
        throw refusal.apply("its alg must be " + String.join(" or ", algorithms));
      }
      byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
      String input = parts[0] + "." + parts[1];
      if (accepted.stream()
          .noneMatch(key -> MessageDigest.isEqual(mac(key, algorithm, input), signature))) {
        throw refusal.apply("its signature is wrong");
      }
      return decoded(parts[1]);
    } catch (IllegalArgumentException | DecodeException undecodable) {
      throw refusal.apply("it cannot be decoded");
    }
  }

  private static byte[] mac(String key, String algorithm, String input) {
    String name = "HmacSHA" + algorithm.substring(2);
    return Crypto.unchecked(
        () -> {
          Mac mac = Mac.getInstance(name);
          mac.init(new SecretKeySpec(key.getBytes(UTF_8), name));
          return mac.doFinal(input.getBytes(US_ASCII));
        });
  }

  private static JsonObject decoded(String part) {
    return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
  }
}
