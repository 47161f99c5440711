package dev.tokenflow.pingone.options;

import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.List;

/**
 * The application's private key, which signs its client assertions.
 *
 * @param id the key's {@code kid}, by which the server finds the public key
 * @param value an RSA or EC key, as it was when the configuration was read; never shown by {@link
 *     #toString()}
 * @param file the PEM file that holds it
 */
public record ClientKey(String id, PrivateKey value, String file) {

  /** The algorithms that it can sign with, from the smallest on (RFC 7518 sections 3.3 and 3.4). */
  public List<Algorithm> algorithms() {
    return algorithms(value);
  }

  static List<Algorithm> algorithms(PrivateKey key) {
    if (key instanceof RSAKey) {
      return List.of(Algorithm.RS256, Algorithm.RS384, Algorithm.RS512);
    }
    return switch (fieldSize(key)) {
      case 256 -> List.of(Algorithm.ES256);
      case 384 -> List.of(Algorithm.ES384);
      default -> List.of(Algorithm.ES512);
    };
  }

  /** What stands in a message after "holds". */
  static String description(PrivateKey key) {
    return key instanceof RSAKey rsa
        ? "an RSA key of " + rsa.getModulus().bitLength() + " bits"
        : "an EC key on P-" + fieldSize(key);
  }

  private static int fieldSize(PrivateKey key) {
    return ((ECKey) key).getParams().getCurve().getField().getFieldSize();
  }

  @Override
  public String toString() {
    return "ClientKey[" + id + ", ***]";
  }
}
