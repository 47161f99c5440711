package dev.tokenflow.pingone.http;

/** The kinds of request that this client sends: the rows of {@link ResendRules}. */
public enum RequestKind {
  /** Authorization request (RFC 6749 section 4.1.1). */
  AUTHORIZE(RequestGroup.SIGN_ON, true),
  /** Authorization request that refers to a pushed one (RFC 9126 section 4). */
  AUTHORIZE_PUSHED(RequestGroup.SIGN_ON, false),
  /** Pushed authorization request (RFC 9126 section 2). */
  PUSH_AUTHORIZATION(RequestGroup.SIGN_ON, true),
  /** Submission of user name or password to a flow. */
  CREDENTIALS(RequestGroup.SIGN_ON, false),
  /** Submission of another action to a flow. */
  ACTION(RequestGroup.SIGN_ON, false),
  /** A look at a flow, which changes nothing. */
  LOOK_AT_FLOW(RequestGroup.SIGN_ON, false),
  /** Resumption of the authorization. */
  RESUME(RequestGroup.SIGN_ON, false),
  /** Token request with an authorization code (RFC 6749 section 4.1.3). */
  AUTHORIZATION_CODE(RequestGroup.SIGN_ON, false),
  /** Token request with a refresh token (RFC 6749 section 6). */
  REFRESH_TOKEN(RequestGroup.SIGN_ON, true),
  /** Token request with the client's credentials (RFC 6749 section 4.4). */
  CLIENT_CREDENTIALS(RequestGroup.SIGN_ON, true),
  /** Key set (RFC 7517 section 5). */
  KEY_SET(RequestGroup.JWKS, false),
  /** Key set that nobody waits for: it keeps a connection and the keys ready. */
  KEY_SET_AHEAD(RequestGroup.JWKS, false),
  /** Introspection (RFC 7662). */
  INTROSPECT(RequestGroup.INTROSPECT, false),
  /** Revocation (RFC 7009). */
  REVOKE(RequestGroup.REVOKE, false),
  /** Ending a user's session by an ID token, limited like the revocations. */
  SIGN_OFF(RequestGroup.REVOKE, false),
  /** UserInfo request (OpenID Connect Core 5.3). */
  USER_INFO(RequestGroup.USERINFO, false);

  private final RequestGroup group;
  private final boolean begins;

  RequestKind(RequestGroup group, boolean begins) {
    this.group = group;
    this.begins = begins;
  }

  /** The requests that the server limits together with this one. */
  public RequestGroup group() {
    return group;
  }

  /** Whether its faults count towards opening the circuit. */
  boolean feedsCircuit() {
    return this != KEY_SET_AHEAD;
  }

  /** Whether an acquisition begins with this request; the others are steps of one. */
  boolean begins() {
    return begins;
  }
}
