package dev.tokenflow.pingone.cli.acquire;

import dev.tokenflow.pingone.message.SignOn;
import org.jspecify.annotations.Nullable;

/**
 * A user of the users' file.
 *
 * @param line the number of the line in which its record begins
 * @param password the password; left out of {@link #toString()}
 * @param scope the scopes, or null for the configured ones
 */
record User(long line, String username, String password, @Nullable String scope) {
  private static final int MAX_SHOWN = 60;

  /** The request that signs this user on. */
  SignOn request() {
    return SignOn.of(username, password).withScope(scope);
  }

  /** The name for a terminal, whose escape sequences a user name must not send, and on one line. */
  static String shown(String username) {
    String printable = username.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    return printable.codePointCount(0, printable.length()) <= MAX_SHOWN
        ? printable
        : printable.substring(0, printable.offsetByCodePoints(0, MAX_SHOWN)) + "…";
  }

  @Override
  public String toString() {
    return "User[line=" + line + ", username=" + shown(username) + "]";
  }
}
