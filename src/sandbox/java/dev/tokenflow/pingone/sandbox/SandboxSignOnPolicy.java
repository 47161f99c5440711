package dev.tokenflow.pingone.sandbox;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The sign-on policies of the application, which {@code acr_values} selects by their names. Besides
 * the usual ones there is one for each form of answer that has no flow id.
 */
enum SandboxSignOnPolicy {
  /** Asks for user name and password. */
  SINGLE_FACTOR,
  /** Asks for the user name before the password. */
  IDENTIFIER_FIRST,
  /** Has nothing to ask: the authorization response comes at once, alone. */
  NOTHING_TO_ASK,
  /** Resumes with the authorization response alone. */
  BARE_RESUME,
  /** Cannot do without a page, and answers a failed flow without an id. */
  LOGIN_REQUIRED,
  /** Answers an error alone. */
  SERVER_ERROR,
  /** Belongs to DaVinci, which speaks another protocol. */
  DAVINCI;

  /** The policy of this name in any case, such as {@code Identifier_First}; else the default. */
  static SandboxSignOnPolicy of(@Nullable String acrValues) {
    return Arrays.stream(values())
        .filter(policy -> policy.name().equals(String.valueOf(acrValues).toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElse(SINGLE_FACTOR);
  }
}
