package dev.tokenflow.pingone.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorizationRequestTest {
  // RFC 7636 appendix B
  private static final CodeVerifier VERIFIER =
      new CodeVerifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

  private static final Map<String, List<String>> PARAMETERS =
      Map.of(
          "response_type", List.of("code"),
          "response_mode", List.of("pi.flow"),
          "client_id", List.of("the client"),
          "redirect_uri", List.of("https://app.example.com/callback?tenant=1&x=ü"),
          "scope", List.of("openid profile"),
          "state", List.of("the-state"),
          "nonce", List.of("the-nonce"),
          "code_challenge", List.of("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
          "code_challenge_method", List.of("S256"));

  @Test
  void hasExactlyTheseParameters() {
    assertEquals(PARAMETERS, sent(null));
  }

  @Test
  void hasAcrValuesIfRequested() {
    Map<String, List<String>> expected = new HashMap<>(PARAMETERS);
    expected.put("acr_values", List.of("Single_Factor Multi_Factor"));

    assertEquals(expected, sent("Single_Factor Multi_Factor"));
  }

  @Test
  void postsTheForm() {
    Request request =
        new AuthorizationRequest.Prepared(
                new Form().with("scope", "openid profile").withSecret("state", "a&b"),
                RequestKind.AUTHORIZE)
            .request("/as/authorize");

    assertEquals(HttpMethod.POST, request.method());
    assertEquals("/as/authorize", request.target());
    assertEquals("application/x-www-form-urlencoded", request.contentType());
    assertEquals(Buffer.buffer("scope=openid+profile&state=a%26b"), request.body());
    assertNull(request.cookies().header());
    assertEquals(List.of("a&b"), request.secrets());
  }

  /** What a server reads (RFC 6749 appendix B). */
  private static Map<String, List<String>> sent(String acrValues) {
    String body =
        AuthorizationRequest.form(
                "pi.flow",
                "the client",
                "https://app.example.com/callback?tenant=1&x=ü",
                "openid profile",
                "the-state",
                "the-nonce",
                VERIFIER,
                acrValues)
            .encoded();
    return new QueryStringDecoder(body, false).parameters();
  }
}
