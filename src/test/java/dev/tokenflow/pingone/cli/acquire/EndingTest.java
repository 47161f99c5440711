package dev.tokenflow.pingone.cli.acquire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.ErrorCode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndingTest {
  private static final Set<String> FINAL =
      Set.of(
          "invalid_credentials",
          "account_locked",
          "account_disabled",
          "access_denied",
          "flow_failed",
          "action_unsupported");

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void keepsFailuresThatAnotherTryDoesNotCure(ErrorCode error) {
    assertEquals(
        FINAL.contains(error.wireName()),
        new Ending(Ending.FAILED, error.wireName(), "credentials").isFinal());
  }

  @Test
  void keepsTokensAndRequiredActions() {
    assertTrue(new Ending(Ending.TOKENS, "", "").isFinal());
    assertTrue(new Ending(Ending.ACTION_REQUIRED, "OTP_REQUIRED", "").isFinal());
  }

  @Test
  void describesItself() {
    assertEquals(
        "action_required OTP_REQUIRED",
        new Ending(Ending.ACTION_REQUIRED, "OTP_REQUIRED", "").description());
    assertEquals("timeout at token", new Ending(Ending.FAILED, "timeout", "token").description());
  }
}
