package dev.tokenflow.pingone.acquisition;

import java.util.Locale;

/** Where in an acquisition a failure happened. */
public enum Step {
  /** Reading the request, or waiting for its turn; nothing was sent to PingOne yet. */
  REQUEST,
  /** The authorization request (RFC 6749 section 4.1.1). */
  AUTHORIZE,
  /** The submission of user name and password to the flow. */
  CREDENTIALS,
  /** Another action of the flow. */
  ACTION,
  /** The resumption of the authorization after the flow completed. */
  RESUME,
  /** The token request (RFC 6749 sections 4.1.3, 4.4.2 and 6). */
  TOKEN,
  /** The validation of the ID token (OpenID Connect Core 3.1.3.7), its key set included. */
  ID_TOKEN,
  /** The introspection of a token (RFC 7662). */
  INTROSPECT,
  /** The revocation of a token (RFC 7009). */
  REVOKE,
  /** The question for a user's claims (OpenID Connect Core 5.3). */
  USERINFO;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name on the event bus, such as {@code id_token}. */
  public String wireName() {
    return wireName;
  }
}
