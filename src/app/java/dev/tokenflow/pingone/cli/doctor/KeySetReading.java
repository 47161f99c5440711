package dev.tokenflow.pingone.cli.doctor;

import static java.util.Objects.requireNonNullElse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Counts the keys that can verify ID tokens, which PingOne signs with RS256. */
final class KeySetReading {
  static final String NAME = "key set";
  private static final int MIN_BITS = 2_048;
  private static final int MAX_BITS = 8_192;

  private KeySetReading() {}

  static Finding of(Reply reply) {
    if (!(reply instanceof Reply.Answer answer)) {
      return Finding.failed(NAME, "GET jwks: " + ((Reply.None) reply).why(), Trouble.NO_ANSWER);
    }
    if (answer.status() != 200 || !(answer.json().getValue("keys") instanceof JsonArray keys)) {
      return Finding.failed(
          NAME,
          "GET jwks answered " + answer.outline() + ", and no keys",
          requireNonNullElse(
              Trouble.advice(answer.status()),
              "configuration: environmentId and region, or baseUrl"));
    }
    long usable = keys.stream().filter(KeySetReading::isUsable).count();
    String count = keys.size() + (keys.size() == 1 ? " key, " : " keys, ") + usable + " for RS256";
    return usable > 0
        ? Finding.ok(NAME, count)
        : Finding.failed(
            NAME,
            count + ": no ID token can be verified",
            "console: the application's key rotation policy, with an RSA key of 2,048 bits or more"
                + " and SHA256withRSA");
  }

  private static boolean isUsable(@Nullable Object element) {
    return element instanceof JsonObject key
        && "RSA".equals(key.getValue("kty"))
        && isAbsentOr("RS256", key.getValue("alg"))
        && isAbsentOr("sig", key.getValue("use"))
        && key.getValue("e") instanceof String
        && isModulus(key.getValue("n"));
  }

  private static boolean isAbsentOr(String expected, @Nullable Object value) {
    return value == null || value.equals("") || value.equals(expected);
  }

  private static boolean isModulus(@Nullable Object value) {
    if (!(value instanceof String text) || text.length() > MAX_BITS / 4) {
      return false;
    }
    try {
      int bits = new BigInteger(1, Base64.getUrlDecoder().decode(text)).bitLength();
      return bits >= MIN_BITS && bits <= MAX_BITS;
    } catch (IllegalArgumentException notBase64Url) {
      return false;
    }
  }
}
