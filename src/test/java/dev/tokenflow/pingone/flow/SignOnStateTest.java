package dev.tokenflow.pingone.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tokenflow.pingone.message.AuthenticationParameters;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignOnStateTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** With cookies (6 KiB) and the names of links (4 KiB), an open flow keeps 16 KiB at most. */
  @ParameterizedTest
  @CsvSource({
    "4096, 4096, false, true",
    "2048, 2048, true, true",
    "2049, 2048, true, false",
    "4096, 4096, true, false"
  })
  void keepsScopeBesideRequiredValuesWhileBothFit(
      int scope, int acrValues, boolean required, boolean kept) {
    String values = "a".repeat(acrValues);
    SignOnState state =
        SignOnState.begin(
            "alice",
            AuthenticationParameters.DEFAULT.withAcrValues(values).withRequireAcr(required),
            "c-1",
            "s".repeat(scope),
            RANDOM);

    assertEquals(kept ? "s".repeat(scope) : null, state.scope());
    assertEquals(required ? values : null, state.authentication().acrValues());
    assertEquals(state.scope(), state.code("the-code", List.of()).scope());
  }

  /** Whatever time passes until its code is redeemed. */
  @Test
  void remembersTheEarliestAuthenticationFromItsBeginning() {
    Duration hour = Duration.ofHours(1);
    Instant before = Instant.now();
    SignOnState state =
        SignOnState.begin(
            "alice", AuthenticationParameters.DEFAULT.withMaxAge(hour), "c-1", "openid", RANDOM);
    Instant after = Instant.now();

    Instant since = state.named("bob").code("the-code", List.of()).authentication().since();

    assertNotNull(since);
    assertFalse(since.isBefore(before.minus(hour)) || since.isAfter(after.minus(hour)));
  }
}
