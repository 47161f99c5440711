package dev.tokenflow.pingone.options;

import org.jspecify.annotations.Nullable;

/**
 * An account's password.
 *
 * @param value the password, as it was when the configuration was read; never shown by {@link
 *     #toString()}
 * @param file the file that holds it, or null where it comes from elsewhere and never changes
 */
public record Password(String value, @Nullable String file) {

  @Override
  public String toString() {
    return "Password[***]";
  }
}
