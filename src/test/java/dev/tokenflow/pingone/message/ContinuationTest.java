package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinuationTest {

  @Test
  void writesTheContractsFields() {
    assertEquals(
        new JsonObject("{\"flow\":\"h-1\",\"action\":\"otp.check\",\"input\":{\"otp\":\"1\"}}"),
        new Continuation("h-1", "pingone.flow.1", FlowAction.checkOneTimePasscode("1")).toJson());
    assertEquals(
        new JsonObject("{\"flow\":\"h-1\",\"action\":\"password.sendRecoveryCode\"}"),
        new Continuation("h-1", null, FlowAction.sendRecoveryCode()).toJson());
    assertEquals(
        new JsonObject("{\"flow\":\"h-1\"}"), new Continuation("h-1", null, null).toJson());
  }

  @Test
  void readsWhatItWrites() {
    Continuation full = new Continuation("h-1", null, FlowAction.consent(true));
    Continuation bare = new Continuation("h-1", null, null);

    assertEquals(full, Continuation.fromJson(full.toJson()));
    assertEquals(bare, Continuation.fromJson(bare.toJson()));
  }

  @Test
  void treatsNullAsAbsent() {
    assertNull(
        Continuation.fromJson(
                new JsonObject().put("flow", "h-1").putNull("action").putNull("input"))
            .action());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|flow is missing",
        "{'flow':1}|flow is not a string",
        "{'flow':''}|flow is blank",
        "{'flow':'h-1','action':1}|action is not a string",
        "{'flow':'h-1','action':''}|action is not the name of an action",
        "{'flow':'h-1','action':'a b'}|action is not the name of an action",
        "{'flow':'h-1','action':'otp.check','input':'s3cret'}|input is not a JSON object",
        "{'flow':'h-1','input':{'otp':'s3cret'}}|action is missing"
      })
  void namesTheFaultyFieldWithoutItsValue(String json, String start) {
    String description = refusal(new JsonObject(json.replace('\'', '"')));

    assertTrue(description.startsWith(start), description);
    assertFalse(description.contains("s3cret"), description);
  }

  @Test
  void requiresAnObject() {
    assertTrue(refusal("s3cret").startsWith("the message is a String"));
    assertTrue(refusal(null).startsWith("the message is empty"));
  }

  private static String refusal(Object body) {
    return assertThrows(MalformedRequestException.class, () -> Continuation.fromJson(body))
        .getMessage();
  }
}
