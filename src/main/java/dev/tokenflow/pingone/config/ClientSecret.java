package dev.tokenflow.pingone.config;

import io.vertx.core.buffer.Buffer;

/**
 * The application's client secret, which keys its client assertions.
 *
 * @param value the secret itself; never shown by {@link #toString()}
 */
public record ClientSecret(String value) {

  /** The key: the secret's UTF-8 octets. */
  public Buffer octets() {
    return Buffer.buffer(value);
  }

  @Override
  public String toString() {
    return "ClientSecret[***]";
  }
}
