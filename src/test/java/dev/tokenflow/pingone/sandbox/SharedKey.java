package dev.tokenflow.pingone.sandbox;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

/**
 * The RSA key with which the sandboxes of one JVM sign. Generating one for each sandbox would take
 * most of the time of these tests.
 */
public final class SharedKey {
  public static final KeyPair RSA = generate();

  private SharedKey() {}

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
