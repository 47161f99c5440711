package dev.tokenflow.pingone.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tokenflow.pingone.http.RequestKind;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrantTest {
  private static final CodeVerifier VERIFIER = new CodeVerifier("the-verifier");

  @Test
  void authorizationCodeHasExactlyTheseParameters() {
    Grant grant =
        Grant.authorizationCode(code("openid"), "https://app.example.com/callback?tenant=1&x=2");

    assertEquals(
        Map.of(
            "grant_type", List.of("authorization_code"),
            "code", List.of("a+code/with=signs"),
            "redirect_uri", List.of("https://app.example.com/callback?tenant=1&x=2"),
            "code_verifier", List.of("the-verifier")),
        new QueryStringDecoder(grant.form().encoded(), false).parameters());
    assertEquals(List.of("a+code/with=signs", "the-verifier"), grant.form().secrets());
    assertEquals(RequestKind.AUTHORIZATION_CODE, grant.kind());
    assertEquals("the-nonce", grant.nonce());
    assertEquals("openid", grant.scope());
    assertEquals("Grant[AUTHORIZATION_CODE, scope=openid]", grant.toString());
  }

  @Test
  void authorizationCodeRequiresIdTokenIfOpenidWasRequested() {
    assertEquals(Grant.IdToken.REQUIRED, grant("profile openid").idToken());
    assertEquals(Grant.IdToken.OPTIONAL, grant("profile openid2").idToken());
  }

  @Test
  void refreshHasScopeOnlyIfRequested() {
    assertEquals(
        "grant_type=refresh_token&refresh_token=a%2Btoken%3D",
        Grant.refreshToken("a+token=", null, null, "openid").form().encoded());
    assertEquals(
        "grant_type=refresh_token&refresh_token=token&scope=openid+profile",
        Grant.refreshToken("token", "openid profile", null, null).form().encoded());
  }

  @Test
  void refreshExpectsTheSameSubjectAndNoNonce() {
    Grant grant = Grant.refreshToken("token", null, "a-user", "openid");

    assertEquals(RequestKind.REFRESH_TOKEN, grant.kind());
    assertEquals(List.of("token"), grant.form().secrets());
    assertEquals(Grant.IdToken.OPTIONAL, grant.idToken());
    assertEquals("a-user", grant.subject());
    assertEquals("openid", grant.scope());
    assertNull(grant.nonce());
  }

  /** The scopes that are not kept had {@code openid} among them. */
  @Test
  void requiresIdTokenIfScopeWasNotKept() {
    assertEquals(Grant.IdToken.REQUIRED, grant(null).idToken());
    assertNull(grant(null).scope());
  }

  @Test
  void clientCredentialsHaveScopeOnlyIfRequested() {
    assertEquals("grant_type=client_credentials", Grant.clientCredentials(null).form().encoded());
    assertEquals(
        "grant_type=client_credentials&scope=p1%3Aread%3Auser",
        Grant.clientCredentials("p1:read:user").form().encoded());
    assertEquals(RequestKind.CLIENT_CREDENTIALS, Grant.clientCredentials(null).kind());
  }

  private static Grant grant(String scope) {
    return Grant.authorizationCode(code(scope), "https://app.example.com/callback");
  }

  private static AuthorizationCode code(String scope) {
    return new AuthorizationCode("a+code/with=signs", VERIFIER, "the-nonce", scope);
  }
}
