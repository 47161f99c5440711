package dev.tokenflow.pingone.http;

/** The kinds of request that this client sends: the rows of {@link ResendRules}. */
public enum RequestKind {
  /** Authorization request (RFC 6749 section 4.1.1). */
  AUTHORIZE,
  /** Authorization request that refers to a pushed one (RFC 9126 section 4). */
  AUTHORIZE_PUSHED,
  /** Pushed authorization request (RFC 9126 section 2). */
  PUSH_AUTHORIZATION,
  /** Submission of user name or password to a flow. */
  CREDENTIALS,
  /** Submission of another action to a flow. */
  ACTION,
  /** A look at a flow, which changes nothing. */
  LOOK_AT_FLOW,
  /** Resumption of the authorization. */
  RESUME,
  /** Token request with an authorization code (RFC 6749 section 4.1.3). */
  AUTHORIZATION_CODE,
  /** Token request with a refresh token (RFC 6749 section 6). */
  REFRESH_TOKEN,
  /** Token request with the client's credentials (RFC 6749 section 4.4). */
  CLIENT_CREDENTIALS,
  /** Key set (RFC 7517 section 5). */
  KEY_SET,
  /** Introspection (RFC 7662). */
  INTROSPECT,
  /** Revocation (RFC 7009). */
  REVOKE,
  /** UserInfo request (OpenID Connect Core 5.3). */
  USER_INFO
}
