package dev.tokenflow.pingone.message;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The step of a request that failed. */
public enum Step {
  /** Reading the request, or waiting for its turn; nothing was sent to PingOne yet. */
  REQUEST,
  /** The authorization request (RFC 6749 section 4.1.1). */
  AUTHORIZE,
  /** Pushing the authorization request (RFC 9126 section 2). */
  PAR,
  /** Submitting user name and password. */
  CREDENTIALS,
  /** Submitting another action, or looking at the flow. */
  ACTION,
  /** Resuming the authorization after the flow completed. */
  RESUME,
  /** The token request (RFC 6749 sections 4.1.3, 4.4.2 and 6). */
  TOKEN,
  /** Fetching the key set of the ID tokens (RFC 7517 section 5). */
  JWKS,
  /** Validating the ID token (OpenID Connect Core 3.1.3.7). */
  ID_TOKEN,
  /** Introspecting a token (RFC 7662). */
  INTROSPECT,
  /** Revoking a token (RFC 7009). */
  REVOKE,
  /** Requesting a user's claims (OpenID Connect Core 5.3). */
  USERINFO,
  /** Ending a user's PingOne session. */
  SIGN_OFF;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The step with this wire name; {@code REQUEST} if there is none. */
  static Step of(@Nullable String wireName) {
    return Arrays.stream(values())
        .filter(step -> step.wireName.equals(wireName))
        .findFirst()
        .orElse(REQUEST);
  }

  /** The name on the event bus, such as {@code id_token}. */
  public String wireName() {
    return wireName;
  }
}
