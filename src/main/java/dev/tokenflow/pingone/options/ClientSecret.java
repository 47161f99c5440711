package dev.tokenflow.pingone.options;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The application's client secret, which keys its client assertions.
 *
 * @param value the secret itself, as it was when the configuration was read; never shown by {@link
 *     #toString()}
 * @param file the file that holds it, or null where it comes from elsewhere and never changes
 */
public record ClientSecret(String value, @Nullable String file) {

  /** A secret that never changes. */
  public ClientSecret(String value) {
    this(value, null);
  }

  /** The key: the secret's UTF-8 octets. */
  public Buffer octets() {
    return Buffer.buffer(value);
  }

  @Override
  public String toString() {
    return "ClientSecret[***]";
  }
}
