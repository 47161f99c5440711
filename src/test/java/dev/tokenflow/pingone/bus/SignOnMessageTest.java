package dev.tokenflow.pingone.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignOnMessageTest {
  private static final SignOn FULL =
      new SignOn("alice", "wonderland", "openid profile", "Multi_Factor", "c-1");

  @Test
  void fullSignOnHasTheContractsFields() {
    assertEquals(
        new JsonObject(
            """
            {"username":"alice","password":"wonderland","scope":"openid profile",
             "acr_values":"Multi_Factor","correlation_id":"c-1"}
            """),
        SignOnMessage.encode(FULL));
  }

  @Test
  void whatIsNullIsLeftOut() {
    assertEquals(
        new JsonObject().put("username", "alice").put("password", "wonderland"),
        SignOnMessage.encode(SignOn.of("alice", "wonderland")));
  }

  @Test
  void signOnsComeBackAsTheyWent() {
    SignOn bare = SignOn.of("alice", " wonder land ");

    assertEquals(FULL, SignOnMessage.decode(SignOnMessage.encode(FULL)));
    assertEquals(bare, SignOnMessage.decode(SignOnMessage.encode(bare)));
  }

  @Test
  void unknownFieldsAreLeftAlone() {
    JsonObject message = SignOnMessage.encode(FULL).put("tenant", 7);

    assertEquals(FULL, SignOnMessage.decode(message));
  }

  @Test
  void nullCountsAsAbsent() {
    JsonObject message = SignOnMessage.encode(FULL).putNull("scope");

    assertEquals(FULL.withScope(null), SignOnMessage.decode(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"username", "password"})
  void requiredFieldThatIsMissingIsNamed(String field) {
    JsonObject message = SignOnMessage.encode(FULL);
    message.remove(field);

    assertRefused(message, field + " is missing, expected a text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"username", "password", "scope", "acr_values", "correlation_id"})
  void fieldThatIsNoTextIsNamedAndNotShown(String field) {
    for (Object wrong :
        new Object[] {4711, true, new JsonObject().put("secret", "s3cret"), new JsonArray()}) {
      assertRefused(
          SignOnMessage.encode(FULL).put(field, wrong), field + " is not a text, expected a text");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"username", "password", "scope", "acr_values", "correlation_id"})
  void fieldThatIsBlankIsNamed(String field) {
    assertRefused(
        SignOnMessage.encode(FULL).put(field, " \t"), field + " is blank, expected a text");
  }

  @Test
  void bodyThatIsNoObjectIsToldByItsTypeAlone() {
    String expected = ", expected a JSON object with username and password";

    assertRefused(null, "the message is empty" + expected);
    assertRefused("alice:wonderland", "the message is a String" + expected);
    assertRefused(new JsonArray().add("wonderland"), "the message is a JsonArray" + expected);
  }

  private static void assertRefused(Object body, String description) {
    PingOneException refused =
        assertThrows(PingOneException.class, () -> SignOnMessage.decode(body));

    assertEquals(
        Failure.of(ErrorCode.INVALID_REQUEST, Step.REQUEST, description), refused.failure());
  }
}
