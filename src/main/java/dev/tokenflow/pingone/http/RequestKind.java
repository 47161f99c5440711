package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.Step;

/** The kinds of request that this client sends: the rows of {@link ResendRules}. */
public enum RequestKind {
  /** Authorization request (RFC 6749 section 4.1.1). */
  AUTHORIZE(Step.AUTHORIZE, RequestGroup.SIGN_ON, true),
  /** Authorization request that refers to a pushed one (RFC 9126 section 4). */
  AUTHORIZE_PUSHED(Step.AUTHORIZE, RequestGroup.SIGN_ON, false),
  /** Pushed authorization request (RFC 9126 section 2). */
  PUSH_AUTHORIZATION(Step.PAR, RequestGroup.SIGN_ON, true),
  /** Submission of user name or password to a flow. */
  CREDENTIALS(Step.CREDENTIALS, RequestGroup.SIGN_ON, false),
  /** Submission of another action to a flow. */
  ACTION(Step.ACTION, RequestGroup.SIGN_ON, false),
  /** A look at a flow, which changes nothing. */
  LOOK_AT_FLOW(Step.ACTION, RequestGroup.SIGN_ON, false),
  /** Resumption of the authorization. */
  RESUME(Step.RESUME, RequestGroup.SIGN_ON, false),
  /** Token request with an authorization code (RFC 6749 section 4.1.3). */
  AUTHORIZATION_CODE(Step.TOKEN, RequestGroup.SIGN_ON, false),
  /** Token request with a refresh token (RFC 6749 section 6). */
  REFRESH_TOKEN(Step.TOKEN, RequestGroup.SIGN_ON, true),
  /** Token request with the client's credentials (RFC 6749 section 4.4). */
  CLIENT_CREDENTIALS(Step.TOKEN, RequestGroup.SIGN_ON, true),
  /** Key set (RFC 7517 section 5). */
  KEY_SET(Step.JWKS, RequestGroup.JWKS, false),
  /** Key set that no call waits for: it keeps a connection and the keys ready. */
  KEY_SET_AHEAD(Step.JWKS, RequestGroup.JWKS, false),
  /** Introspection (RFC 7662). */
  INTROSPECT(Step.INTROSPECT, RequestGroup.INTROSPECT, false),
  /** Revocation (RFC 7009). */
  REVOKE(Step.REVOKE, RequestGroup.REVOKE, false),
  /** Ending a user's session by an ID token, limited like the revocations. */
  SIGN_OFF(Step.SIGN_OFF, RequestGroup.REVOKE, false),
  /** UserInfo request (OpenID Connect Core 5.3). */
  USER_INFO(Step.USERINFO, RequestGroup.USERINFO, false);

  private final Step step;
  private final RequestGroup group;
  private final boolean begins;

  RequestKind(Step step, RequestGroup group, boolean begins) {
    this.step = step;
    this.group = group;
    this.begins = begins;
  }

  /** The step that fails with it; a look at a flow may serve another one. */
  public Step step() {
    return step;
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
