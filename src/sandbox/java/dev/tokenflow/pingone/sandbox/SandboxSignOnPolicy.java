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
  /** Asks for a passkey at once, which says whose it is. */
  PASSKEY,
  /** Lets users register. */
  REGISTRATION,
  /** Asks a user whom a {@code login_hint_token} names for the second factor alone. */
  MFA_ONLY,
  /** Lets in only who comes from 203.0.113.0/24, by {@code pi.remoteIp}. */
  KNOWN_ADDRESS,
  /**
   * Has nothing to ask, since there is a session, which began an hour ago: the authorization
   * response comes at once, alone.
   */
  NOTHING_TO_ASK,
  /** Resumes with the authorization response alone. */
  BARE_RESUME,
  /** Cannot do without a page, and answers a failed flow without an id. */
  LOGIN_REQUIRED,
  /** Answers an error alone. */
  SERVER_ERROR,
  /** Belongs to DaVinci, which speaks another protocol. */
  DAVINCI;

  /**
   * The first of the requested policies that there is, as it is spelled there; else the default.
   */
  static String selected(@Nullable String acrValues) {
    return Arrays.stream(String.valueOf(acrValues).split(" ", -1))
        .filter(name -> named(name) != null)
        .findFirst()
        .orElse("Single_Factor");
  }

  /** The policy of this name in any case, such as {@code Identifier_First}. */
  static SandboxSignOnPolicy of(String name) {
    SandboxSignOnPolicy policy = named(name);
    return policy == null ? SINGLE_FACTOR : policy;
  }

  private static @Nullable SandboxSignOnPolicy named(String name) {
    return Arrays.stream(values())
        .filter(policy -> policy.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElse(null);
  }
}
