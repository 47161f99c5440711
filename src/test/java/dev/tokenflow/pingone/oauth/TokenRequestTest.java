package dev.tokenflow.pingone.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenRequestTest {

  @Test
  void redeemsTheCodeWithTheseParametersAndNoOthers() {
    String body =
        TokenRequest.authorizationCode(
                "a+code/with=signs",
                "https://app.example.com/callback?tenant=1&x=2",
                new CodeVerifier("the-verifier"))
            .encoded();

    assertEquals(
        Map.of(
            "grant_type", List.of("authorization_code"),
            "code", List.of("a+code/with=signs"),
            "redirect_uri", List.of("https://app.example.com/callback?tenant=1&x=2"),
            "code_verifier", List.of("the-verifier")),
        new QueryStringDecoder(body, false).parameters());
  }

  @Test
  void refreshesWithTheScopesOnlyWhereSomeAreAskedFor() {
    assertEquals(
        "grant_type=refresh_token&refresh_token=a%2Btoken%3D",
        TokenRequest.refreshToken("a+token=", null).encoded());
    assertEquals(
        "grant_type=refresh_token&refresh_token=token&scope=openid+profile",
        TokenRequest.refreshToken("token", "openid profile").encoded());
  }

  @Test
  void asksForTheApplicationsOwnTokens() {
    assertEquals("grant_type=client_credentials", TokenRequest.clientCredentials(null).encoded());
    assertEquals(
        "grant_type=client_credentials&scope=p1%3Aread%3Auser",
        TokenRequest.clientCredentials("p1:read:user").encoded());
  }
}
