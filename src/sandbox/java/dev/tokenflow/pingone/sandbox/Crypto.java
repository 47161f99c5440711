package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Base64url, hashes and random values. */
final class Crypto {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Crypto() {}

  static String base64Url(byte[] octets) {
    return ENCODER.encodeToString(octets);
  }

  static String base64Url(JsonObject json) {
    return base64Url(json.encode().getBytes(UTF_8));
  }

  static String randomValue(SecureRandom random) {
    byte[] octets = new byte[24];
    random.nextBytes(octets);
    return base64Url(octets);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A computation with an algorithm that every JDK provides. */
  @FunctionalInterface
  interface Computation<T> {
    T compute() throws GeneralSecurityException;
  }

  static <T> T unchecked(Computation<T> computation) {
    try {
      return computation.compute();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
