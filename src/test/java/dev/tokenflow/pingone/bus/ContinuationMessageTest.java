package dev.tokenflow.pingone.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.Continuation;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinuationMessageTest {

  @Test
  void continuationHasTheContractsFields() {
    assertEquals(
        new JsonObject("{\"flow\":\"h-1\",\"action\":\"otp.check\",\"input\":{\"otp\":\"1\"}}"),
        ContinuationMessage.encode(
            new Continuation("h-1", "pingone.flow.1", FlowAction.checkOneTimePasscode("1"))));
    assertEquals(
        new JsonObject("{\"flow\":\"h-1\",\"action\":\"password.sendRecoveryCode\"}"),
        ContinuationMessage.encode(new Continuation("h-1", null, FlowAction.sendRecoveryCode())));
    assertEquals(
        new JsonObject("{\"flow\":\"h-1\"}"),
        ContinuationMessage.encode(new Continuation("h-1", null, null)));
  }

  @Test
  void continuationsComeBackAsTheyWent() {
    Continuation full = new Continuation("h-1", null, FlowAction.consent(true));
    Continuation bare = new Continuation("h-1", null, null);

    assertEquals(full, ContinuationMessage.decode(ContinuationMessage.encode(full)));
    assertEquals(bare, ContinuationMessage.decode(ContinuationMessage.encode(bare)));
  }

  @Test
  void nullCountsAsAbsent() {
    assertNull(
        ContinuationMessage.decode(
                new JsonObject().put("flow", "h-1").putNull("action").putNull("input"))
            .action());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|flow is missing",
        "{'flow':1}|flow is not a text",
        "{'flow':''}|flow is blank",
        "{'flow':'h-1','action':1}|action is not a text",
        "{'flow':'h-1','action':'a b'}|action is not the name of an action",
        "{'flow':'h-1','action':'otp.check','input':'s3cret'}|input is not a JSON object",
        "{'flow':'h-1','input':{'otp':'s3cret'}}|action is missing"
      })
  void malformedMessageNamesTheFieldAndNotItsValue(String json, String told) {
    Failure failure = failure(new JsonObject(json.replace('\'', '"')));

    assertEquals(ErrorCode.INVALID_REQUEST, failure.error());
    assertEquals(Step.REQUEST, failure.step());
    assertTrue(failure.description().startsWith(told), failure.description());
    assertTrue(!failure.description().contains("s3cret"), failure.description());
  }

  @Test
  void messageHasToBeAnObject() {
    assertTrue(failure("s3cret").description().startsWith("the message is a String"));
    assertTrue(failure(null).description().startsWith("the message is empty"));
  }

  private static Failure failure(Object body) {
    return assertThrows(PingOneException.class, () -> ContinuationMessage.decode(body)).failure();
  }
}
