package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignOnTest {
  private static final SignOn FULL =
      new SignOn(
          "alice",
          "wonderland",
          new AuthenticationParameters(
              "openid profile",
              "Multi_Factor",
              true,
              "login",
              Duration.ofMinutes(5),
              "2001:db8::7"),
          "c-1");

  @Test
  void writesTheContractsFields() {
    assertEquals(
        new JsonObject(
            """
            {"username":"alice","password":"wonderland","scope":"openid profile",
             "acr_values":"Multi_Factor","require_acr":true,"prompt":"login","max_age":300,
             "remote_ip":"2001:db8::7","correlation_id":"c-1"}
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
  @ValueSource(
      strings = {
        "username",
        "password",
        "scope",
        "acr_values",
        "prompt",
        "remote_ip",
        "correlation_id"
      })
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
        SignOn.of("alice", "wonderland")
            .toJson()
            .put("scope", empty)
            .put("acr_values", empty)
            .put("prompt", empty)
            .put("correlation_id", empty);

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
            new AuthenticationParameters(
                "s".repeat(4096),
                "a".repeat(4096),
                false,
                "p".repeat(4096),
                Duration.ofSeconds(Integer.MAX_VALUE),
                "1234:5678:9abc:def0:1234:5678:9abc:def0"),
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
    for (String field : List.of("scope", "acr_values", "prompt")) {
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

  @ParameterizedTest
  @ValueSource(strings = {"'true'", "1", "{}"})
  void requireAcrIsABoolean(String value) {
    assertRefused(
        withField("require_acr", value), "require_acr is not a boolean, expected true or false");
  }

  @Test
  void requireAcrNeedsValues() {
    assertRefused(
        SignOn.of("alice", "wonderland").toJson().put("require_acr", true),
        "require_acr is true, but acr_values is missing, expected the values to require");
  }

  @Test
  void requireAcrLeavesScopeAndValuesTheirLengths() {
    JsonObject large =
        FULL.toJson()
            .put("require_acr", true)
            .put("scope", "s".repeat(4096))
            .put("acr_values", "a".repeat(4096));

    assertEquals(4096, SignOn.fromJson(large).parameters().acrValues().length());
    assertRefused(
        large.put("acr_values", "a".repeat(4097)),
        "acr_values is too long, expected 4 KiB at most");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'60'", "-1", "0.5", "1e400", "2147483648", "-2147483649", "true", "[60]"})
  void maxAgeIsAWholeNumberOfSeconds(String value) {
    assertRefused(
        withField("max_age", value),
        "max_age is not a whole number of seconds, expected 0 to 2147483647");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "60.0", "2147483647"})
  void takesEveryWholeNumberAsMaxAge(String value) {
    assertEquals(
        (long) Double.parseDouble(value),
        SignOn.fromJson(withField("max_age", value)).parameters().maxAge().toSeconds());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.7",
        "0.0.0.0",
        "255.255.255.255",
        "::",
        "::1",
        "2001:db8::7",
        "::ffff:203.0.113.7",
        "2001:DB8:0:0:0:0:0:7"
      })
  void takesAddresses(String address) {
    assertEquals(
        address, SignOn.fromJson(FULL.toJson().put("remote_ip", address)).parameters().remoteIp());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "203.0.113",
        "203.0.113.256",
        "203.0.113.7.",
        "203.0.113.07",
        "203.0.113.7:443",
        "203.0.113.7/24",
        "1",
        "[::1]",
        "fe80::1%eth0",
        "::1 ",
        "1::2::3",
        ":::",
        ":",
        "12345::",
        "g::1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "::1.2.3",
        "203.0.113.7, 10.0.0.1",
        "a.example"
      })
  void refusesWhatIsNoAddress(String address) {
    assertRefused(
        FULL.toJson().put("remote_ip", address),
        "remote_ip is not an address, expected one of IPv4 or IPv6, such as 203.0.113.7");
  }

  private static JsonObject withField(String name, String value) {
    return FULL.toJson()
        .mergeIn(new JsonObject(("{'" + name + "':" + value + "}").replace('\'', '"')));
  }

  /** A caller of the typed API gets a failed Future, so making one must not throw. */
  @Test
  void constructorLeavesFaultsToValidation() {
    SignOn faulty = SignOn.of("al\uDE00ice", "wonderland").withScope("a\nb");
    SignOn aged =
        SignOn.of("alice", "wonderland")
            .withParameters(AuthenticationParameters.DEFAULT.withMaxAge(Duration.ofMillis(1)));

    assertThrows(MalformedRequestException.class, faulty::validate);
    assertThrows(MalformedRequestException.class, aged::validate);
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
