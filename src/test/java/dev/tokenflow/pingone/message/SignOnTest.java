package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  @ValueSource(strings = {"username", "password"})
  void namesTheBlankField(String field) {
    assertRefused(FULL.toJson().put(field, " \t"), field + " is blank, expected a string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \t"})
  void treatsEmptyAsAbsent(String empty) {
    JsonObject message =
        FULL.toJson().put("scope", empty).put("acr_values", empty).put("correlation_id", empty);

    assertEquals(SignOn.of("alice", "wonderland"), SignOn.fromJson(message));
  }

  @Test
  void takesScopesAndPoliciesWithoutSurroundingBlanks() {
    SignOn padded = FULL.withScope(" openid profile\n").withAcrValues("\tMulti_Factor ");

    assertEquals(FULL, padded);
    assertEquals(FULL, SignOn.fromJson(FULL.toJson().put("scope", " openid profile ")));
  }

  @Test
  void acceptsValuesAtTheirBounds() {
    SignOn largest =
        new SignOn(
            "😀".repeat(256),
            " ".repeat(1023) + "€",
            "s".repeat(4096),
            "a".repeat(4096),
            "c".repeat(128));

    assertEquals(largest, SignOn.fromJson(largest.toJson()));
  }

  @ParameterizedTest
  @CsvSource({
    "username, 257, is too long, 256 characters at most",
    "password, 1025, is too long, 1024 characters at most",
    "scope, 4097, is too long, 4 KiB at most",
    "acr_values, 4097, is too long, 4 KiB at most",
    "correlation_id, 129, is too long or contains control characters, 1 to 128 characters"
  })
  void boundsEveryField(String field, int length, String fault, String expected) {
    assertRefused(
        FULL.toJson().put(field, "a".repeat(length)),
        field + " " + fault + ", expected " + expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\uD83D", "al\uDE00ice", "\uDE00\uD83D", "alice\uD83D", "\uD83D\uD83D\uDE00"})
  void refusesHalfASurrogatePair(String half) {
    for (String field : List.of("username", "password")) {
      assertRefused(
          FULL.toJson().put(field, half),
          field + " contains half a surrogate pair, expected Unicode text");
    }
    for (String field : List.of("scope", "acr_values", "correlation_id")) {
      assertThrows(
          MalformedRequestException.class, () -> SignOn.fromJson(FULL.toJson().put(field, half)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openid  profile",
        "openid\tprofile",
        "openid\nprofile",
        "a\u0000b",
        "say\"so",
        "a\\b",
        "bäh"
      })
  void validatesScopesAndPoliciesAsTheConfigurationDoes(String value) {
    for (String field : List.of("scope", "acr_values")) {
      assertRefused(
          FULL.toJson().put(field, value),
          field
              + " has characters that RFC 6749 section 3.3 does not allow,"
              + " expected names separated by single spaces");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"c\n1", "c\u007F", "c\u0085", "c\u2028", "c\u202e1", "c\u2066", "c\u200f"})
  void refusesCorrelationIdThatBreaksALogLine(String id) {
    JsonObject message = FULL.toJson().put("correlation_id", id);

    assertRefused(
        message,
        "correlation_id is too long or contains control characters, expected 1 to 128 characters");
    assertNull(RequestMessage.correlationIdOf(message));
  }

  @Test
  void doesNotReportUserNameThatCannotBeSent() {
    assertEquals("alice", RequestMessage.usernameOf(FULL.toJson()));
    assertNull(RequestMessage.usernameOf(FULL.toJson().put("username", "al\uDE00ice")));
    assertNull(RequestMessage.usernameOf(FULL.toJson().put("username", "a".repeat(257))));
  }

  /** A caller of the typed API gets a failed Future, so making one must not throw. */
  @Test
  void constructorLeavesFaultsToValidation() {
    SignOn faulty = SignOn.of("al\uDE00ice", "wonderland").withScope("a\nb");

    assertThrows(MalformedRequestException.class, faulty::validate);
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
