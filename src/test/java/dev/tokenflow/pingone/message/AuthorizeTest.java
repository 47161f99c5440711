package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizeTest {
  private static final Authorize FULL =
      Authorize.create()
          .withLoginHint("alice@example.com")
          .withLoginHintUser("alice")
          .withParameters(AuthenticationParameters.DEFAULT.withAcrValues("MFA_Only"))
          .withCorrelationId("c-1");

  @Test
  void writesTheContractsFieldsAndReadsThem() {
    assertEquals(
        new JsonObject(
            """
            {"login_hint":"alice@example.com","login_hint_user":"alice","acr_values":"MFA_Only",
             "correlation_id":"c-1"}
            """),
        FULL.toJson());
    assertEquals(FULL, Authorize.fromJson(FULL.toJson()));
  }

  @Test
  void needsNothing() {
    assertEquals(new JsonObject(), Authorize.create().toJson());
    assertEquals(Authorize.create(), Authorize.fromJson(new JsonObject()));
    assertRefused(null, "the message is empty, expected a JSON object with at most a login_hint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"login_hint", "login_hint_user"})
  void checksHintsAsUserNames(String field) {
    String largest = "\uD83D\uDE00".repeat(256);

    assertEquals(
        largest, Authorize.fromJson(JsonObject.of(field, largest)).toJson().getString(field));
    assertRefused(
        JsonObject.of(field, largest + "x"),
        field + " is too long, expected 256 characters at most");
    assertRefused(JsonObject.of(field, " "), field + " is blank, expected a string");
    assertRefused(JsonObject.of(field, 7), field + " is not a string, expected a string");
    assertRefused(
        JsonObject.of(field, "al\uDE00ice"),
        field + " contains half a surrogate pair, expected Unicode text");
  }

  /** The parameters are those of a sign-on. */
  @ParameterizedTest
  @CsvSource({"scope", "acr_values", "prompt", "remote_ip"})
  void checksTheOtherParameters(String field) {
    assertThrows(
        MalformedRequestException.class,
        () -> Authorize.fromJson(JsonObject.of(field, "a\tb")),
        field);
  }

  @Test
  void omitsTheUserFromItsText() {
    assertEquals("Authorize[correlationId=c-1]", FULL.toString());
  }

  private static void assertRefused(Object body, String description) {
    MalformedRequestException refused =
        assertThrows(MalformedRequestException.class, () -> Authorize.fromJson(body));

    assertEquals(description, refused.getMessage());
  }
}
