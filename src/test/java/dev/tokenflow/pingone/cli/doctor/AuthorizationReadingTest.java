package dev.tokenflow.pingone.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.cli.doctor.AuthorizationReading.Code;
import dev.tokenflow.pingone.cli.doctor.AuthorizationReading.Flow;
import dev.tokenflow.pingone.cli.doctor.AuthorizationReading.Meaning;
import dev.tokenflow.pingone.cli.doctor.AuthorizationReading.Part;
import dev.tokenflow.pingone.cli.doctor.AuthorizationReading.Refused;
import dev.tokenflow.pingone.cli.doctor.AuthorizationReading.SignOnPage;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers to an authorization request mean, in all the forms that servers use. */
class AuthorizationReadingTest {
  private static Vertx vertx;
  private static PingOneOptions options;

  @BeforeAll
  static void load() throws Exception {
    vertx = Vertx.vertx();
    options =
        PingOneOptions.builder()
            .baseUrl("https://auth.example.com")
            .clientId("the-client")
            .clientSecret("an-octet-sequence-of-32-or-more-octets")
            .redirectUri("https://app.example.com/callback")
            .load(vertx)
            .await(30, TimeUnit.SECONDS);
  }

  @AfterAll
  static void close() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        // Platform errors, by the field that a fault names.
        "400 | INVALID_REQUEST | redirect_uri | x | REDIRECT_URI | Redirect URIs",
        "400 | INVALID_REQUEST | response_mode | x | RESPONSE_MODE | responseMode \"query\"",
        "400 | INVALID_REQUEST | scope | x | SCOPE | Resources",
        "400 | INVALID_DATA | acr_values | x | POLICY | Policies",
        "400 | INVALID_REQUEST | client_id | x | REQUEST | clientId",
        "400 | INVALID_REQUEST | response_type | x | REQUEST | Response type",
        "400 | INVALID_REQUEST | code_challenge | x | REQUEST | PKCE enforcement",
        "400 | INVALID_REQUEST | request_uri | x | REQUEST | pushedAuthorization true",
        "400 | INVALID_REQUEST | request | x | REQUEST | requestObject true",
        // A fault that names a field decides, whatever its text mentions.
        "400 | INVALID_REQUEST | code_challenge | no scope | REQUEST | PKCE enforcement",
        // Without a field, by the text.
        "400 | INVALID_REQUEST | | The redirect_uri is not registered | REDIRECT_URI | redirectUri",
        "400 | INVALID_REQUEST | | Unsupported response mode | RESPONSE_MODE | responseMode",
        "400 | INVALID_REQUEST | | pi.flow is not allowed | RESPONSE_MODE | allow pi.flow",
        "400 | INVALID_REQUEST | | At least one scope must be granted | SCOPE | Resources",
        "400 | INVALID_REQUEST | | PKCE is required | REQUEST | PKCE enforcement",
        "400 | INVALID_REQUEST | | something else | REQUEST | the setting that the text names",
        "404 | NOT_FOUND | | No such client, redirect URI or scope | REQUEST | clientId",
        "403 | ACCESS_FAILED | | No access | REQUEST | whether the application is enabled",
        "429 | REQUEST_LIMITED | | scope | REQUEST | Allowed IPs",
        "500 | UNEXPECTED_ERROR | | oops | REQUEST | status page"
      })
  void platformErrorNamesThePart(
      int status, String code, String target, String text, Part part, String advice) {
    String fault = target == null ? "" : "{\"code\":\"INVALID_VALUE\",\"target\":\"%s\"}";
    String body = "{\"code\":\"%s\",\"message\":\"%s\",\"details\":[" + fault + "]}";

    assertRefused(Replies.json(status, body.formatted(code, text, target)), part, advice);
  }

  @ParameterizedTest
  @CsvSource({
    "invalid_scope, SCOPE, Resources",
    "unauthorized_client, REQUEST, Grant type",
    "unsupported_response_type, REQUEST, Response type",
    "login_required, POLICY, Policies",
    "access_denied, POLICY, Policies",
    "server_error, REQUEST, status page",
    "invalid_request_object, REQUEST, requestObject",
    "invalid_request_uri, REQUEST, pushedAuthorization"
  })
  void oauthErrorNamesThePartInEveryForm(String error, Part part, String advice) {
    String body = "{\"error\":\"%s\",\"error_description\":\"x\"}".formatted(error);
    String ofFlow =
        "{\"environment\":{\"id\":\"x\"},\"status\":\"FAILED\",\"error\":{\"code\":\"%s\"}}"
            .formatted(error);

    assertRefused(Replies.json(400, body), part, advice);
    assertRefused(Replies.json(200, ofFlow), part, advice);
    for (String location :
        new String[] {
          "https://app.example.com/callback?error=",
          "https://auth.example.com/page#/error?error=",
          "https://app.example.com/callback#error="
        }) {
      assertRefused(Replies.redirect(location + error + "&state=1"), part, advice);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, REQUEST, whether that host is PingOne, page",
    "400, REDIRECT_URI, redirectUri, no error code",
    "401, REQUEST, clientId, no error code",
    "404, REQUEST, baseUrl, no error code",
    "502, REQUEST, status page, no error code"
  })
  void pageIsNoFlow(int status, Part part, String advice, String text) {
    Refused refused = assertRefused(Replies.page(status), part, advice);

    assertTrue(refused.came().contains(text), refused::came);
  }

  @Test
  void redirectElsewhereIsNoFlow() {
    assertRefused(Replies.redirect("https://login.example.com/"), Part.REQUEST, "baseUrl");
    assertRefused(Replies.redirect("/signon?flowId=../../x"), Part.REQUEST, "baseUrl");
  }

  @Test
  void errorAtTheRedirectUriShowsThatItIsRegistered() {
    String error = "?error=invalid_scope";

    assertTrue(
        assertRefused(
                Replies.redirect("https://app.example.com/callback" + error),
                Part.SCOPE,
                "Resources")
            .redirected());
    assertFalse(
        assertRefused(
                Replies.redirect("https://auth.example.com/page" + error), Part.SCOPE, "Resources")
            .redirected());
  }

  @Test
  void daVinciIsNamed() {
    Refused refused =
        assertRefused(
            Replies.json(200, "{\"interactionId\":\"x\",\"_links\":{}}"), Part.POLICY, "Policies");

    assertTrue(refused.came().contains("DaVinci"), refused::came);
  }

  @Test
  void flowsAreRead() {
    Meaning flow = read(Replies.json(200, "{\"id\":\"f\",\"status\":\"SIGN_ON_REQUIRED\"}"));
    assertEquals(new Flow("SIGN_ON_REQUIRED"), flow);

    Meaning page =
        read(
            Replies.answer(
                302,
                "",
                "Location",
                "https://apps.example.com/signon/?environmentId=e&flowId=f-1",
                "Set-Cookie",
                "ST=1; Path=/; Secure",
                "Set-Cookie",
                "ST-NO-SS=2"));
    assertEquals("ST=1; ST-NO-SS=2", assertInstanceOf(SignOnPage.class, page).cookies());

    assertInstanceOf(
        Code.class, read(Replies.json(200, "{\"authorizeResponse\":{\"code\":\"c\"}}")));
    assertInstanceOf(Code.class, read(Replies.redirect("https://app.example.com/callback?code=c")));
  }

  private static Meaning read(Reply reply) {
    return AuthorizationReading.of(reply, options);
  }

  private static Refused assertRefused(Reply reply, Part part, String advice) {
    Refused refused = assertInstanceOf(Refused.class, read(reply));
    assertEquals(part, refused.part(), refused::toString);
    assertTrue(refused.advice().contains(advice), refused::toString);
    return refused;
  }
}
