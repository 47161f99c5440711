package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PingOneExceptionTest {
  @Test
  void messageHoldsErrorStepDescriptionAndIds() {
    Failure failure =
        Failure.of(ErrorCode.INVALID_ID_TOKEN, Step.ID_TOKEN, "the nonce is another one")
            .withAnswer(200, "p-1")
            .withCorrelationId("c-1");

    assertEquals(
        "invalid_id_token at id_token: the nonce is another one"
            + " [PingOne id p-1] [correlation id c-1]",
        new PingOneException(failure).getMessage());
  }

  @Test
  void messageLacksIdsThatThereAreNot() {
    assertEquals(
        "timeout at request: nothing came",
        PingOneException.of(ErrorCode.TIMEOUT, Step.REQUEST, "nothing came").getMessage());
  }

  @Test
  void failureIsTheOneItWasMadeOf() {
    Failure failure = Failure.of(ErrorCode.INTERNAL, Step.TOKEN, "a fault");

    assertEquals(failure, new PingOneException(failure).failure());
  }

  @Test
  void stackTraceIsNotFilledIn() {
    assertEquals(
        0, PingOneException.of(ErrorCode.INTERNAL, Step.TOKEN, "a fault").getStackTrace().length);
  }
}
