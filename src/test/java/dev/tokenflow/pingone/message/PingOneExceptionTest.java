package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PingOneExceptionTest {
  private static final Failure FAILURE =
      new Failure(
          ErrorCode.INVALID_ID_TOKEN,
          "the nonce differs",
          Step.ID_TOKEN,
          null,
          200,
          "p-1",
          List.of(),
          null,
          null,
          null,
          "c-1");

  @Test
  void messageHasErrorStepDescriptionAndIds() {
    assertEquals(
        "invalid_id_token at id_token: the nonce differs [PingOne id p-1] [correlation id c-1]",
        new PingOneException(FAILURE).getMessage());
  }

  @Test
  void messageOmitsTheMissingPingOneId() {
    Failure failure =
        new Failure(
            ErrorCode.TIMEOUT,
            "no answer",
            Step.REQUEST,
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null,
            "c");

    assertEquals(
        "timeout at request: no answer [correlation id c]",
        new PingOneException(failure).getMessage());
  }

  @Test
  void keepsTheFailure() {
    assertEquals(FAILURE, new PingOneException(FAILURE).failure());
  }

  @Test
  void hasNoStackTrace() {
    assertEquals(0, new PingOneException(FAILURE).getStackTrace().length);
  }
}
