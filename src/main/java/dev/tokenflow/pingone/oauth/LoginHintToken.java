package dev.tokenflow.pingone.oauth;

import io.vertx.core.json.JsonObject;

/**
 * A {@code login_hint_token}: a signed JWT by which the client names the user, who then signs on
 * without a password if the server's policy lets them.
 */
final class LoginHintToken {
  /** The authorization request's parameter (OpenID Connect CIBA Core 7.1). */
  static final String PARAMETER = "login_hint_token";

  private LoginHintToken() {}

  /** A fresh token for a user, whom their id or their name identifies. */
  static String sign(String user, String clientId, String issuer, Signer signer) {
    return signer.sign(new JsonObject().put("iss", clientId).put("sub", user).put("aud", issuer));
  }
}
