package dev.tokenflow.pingone.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodeVerifierTest {
  private static final int MANY = 1000;

  @Test
  void challengeMatchesTheExampleOfRfc7636() {
    CodeVerifier verifier = new CodeVerifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    assertEquals("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", verifier.challenge());
    assertEquals("S256", CodeVerifier.CHALLENGE_METHOD);
  }

  @Test
  void freshVerifierHas43UnreservedCharacters() {
    for (String value : fresh()) {
      assertTrue(value.matches("[A-Za-z0-9._~-]{43}"), value);
    }
  }

  @Test
  void freshVerifiersDiffer() {
    assertEquals(MANY, fresh().size());
  }

  @Test
  void toStringHidesTheVerifier() {
    CodeVerifier verifier = CodeVerifier.create(new SecureRandom());

    assertFalse(verifier.toString().contains(verifier.value()), verifier.toString());
  }

  private static Set<String> fresh() {
    SecureRandom random = new SecureRandom();
    return Stream.generate(() -> CodeVerifier.create(random).value())
        .limit(MANY)
        .collect(Collectors.toSet());
  }
}
