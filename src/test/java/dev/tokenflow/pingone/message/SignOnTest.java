package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignOnTest {
  private static final SignOn FULL =
      new SignOn("alice", "wonderland", "openid profile", "Multi_Factor", "c-1");

  @Test
  void writesTheContractsFields() {
    assertEquals(
        new JsonObject(
            """
            {"username":"alice","password":"wonderland","scope":"openid profile",
             "acr_values":"Multi_Factor","correlation_id":"c-1"}
            """),
        FULL.toJson());
  }

  @Test
  void omitsNullFields() {
    assertEquals(
        new JsonObject().put("username", "alice").put("password", "wonderland"),
        SignOn.of("alice", "wonderland").toJson());
  }

  @Test
  void readsWhatItWrites() {
    SignOn bare = SignOn.of("alice", " wonder land ");

    assertEquals(FULL, SignOn.fromJson(FULL.toJson()));
    assertEquals(bare, SignOn.fromJson(bare.toJson()));
  }

  @Test
  void ignoresUnknownFields() {
    JsonObject message = FULL.toJson().put("tenant", 7);

    assertEquals(FULL, SignOn.fromJson(message));
  }

  @Test
  void treatsNullAsAbsent() {
    JsonObject message = FULL.toJson().putNull("scope");

    assertEquals(FULL.withScope(null), SignOn.fromJson(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"username", "password"})
  void namesTheMissingField(String field) {
    JsonObject message = FULL.toJson();
    message.remove(field);

    assertRefused(message, field + " is missing, expected a string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"username", "password", "scope", "acr_values", "correlation_id"})
  void namesTheFieldThatIsNotAStringWithoutItsValue(String field) {
    for (Object wrong :
        new Object[] {4711, true, new JsonObject().put("secret", "s3cret"), new JsonArray()}) {
      assertRefused(FULL.toJson().put(field, wrong), field + " is not a string, expected a string");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"username", "password", "scope", "acr_values", "correlation_id"})
  void namesTheBlankField(String field) {
    assertRefused(FULL.toJson().put(field, " \t"), field + " is blank, expected a string");
  }

  @Test
  void reportsOnlyTheTypeOfABodyThatIsNotAnObject() {
    String expected = ", expected a JSON object with username and password";

    assertRefused(null, "the message is empty" + expected);
    assertRefused("alice:wonderland", "the message is a String" + expected);
    assertRefused(new JsonArray().add("wonderland"), "the message is a JsonArray" + expected);
  }

  private static void assertRefused(Object body, String description) {
    MalformedRequestException refused =
        assertThrows(MalformedRequestException.class, () -> SignOn.fromJson(body));

    assertEquals(description, refused.getMessage());
  }
}
