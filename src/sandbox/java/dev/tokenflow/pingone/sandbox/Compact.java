package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** base64url and what is made of it. */
final class Compact {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Compact() {}

  static String encode(byte[] octets) {
    return ENCODER.encodeToString(octets);
  }

  static String encode(JsonObject json) {
    return encode(json.encode().getBytes(UTF_8));
  }

  static String random(SecureRandom random) {
    byte[] octets = new byte[24];
    random.nextBytes(octets);
    return encode(octets);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What the JDK always can. */
  @FunctionalInterface
  interface Cryptography<T> {
    T compute() throws GeneralSecurityException;
  }

  static <T> T unchecked(Cryptography<T> cryptography) {
    try {
      return cryptography.compute();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
