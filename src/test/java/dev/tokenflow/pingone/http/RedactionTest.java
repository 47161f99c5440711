package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  @Test
  void everySecretIsMaskedWhereverItStands() {
    assertEquals(
        "*** is wrong, *** too, and *** again",
        Redaction.of("one is wrong, two too, and one again", List.of("one", "two")));
  }

  @Test
  void secretIsNoPattern() {
    assertEquals("*** aXb", Redaction.of("a.b aXb", List.of("a.b")));
  }

  @ParameterizedTest
  @CsvSource({"pass, password", "password, pass", "word, password"})
  void secretThatHoldsAnotherIsMaskedWhole(String one, String other) {
    assertEquals("came ***", Redaction.of("came password", List.of(one, other)));
  }

  @Test
  void emptySecretIsLeftAlone() {
    assertEquals("a text", Redaction.of("a text", List.of("")));
  }

  @Test
  void secretOfSeveralLinesIsMasked() {
    assertEquals("came ***.", Redaction.of("came a\nb.", List.of("a\nb")));
  }

  @Test
  void textIsPutOnOneLineWithoutTerminalControls() {
    assertEquals(
        "first second [31mred", Redaction.of(" first\r\n\tsecond\u001b[31mred\u0000", List.of()));
  }

  @Test
  void longTextIsCutAfterTheMasking() {
    String secret = "s".repeat(50);

    String shown = Redaction.of("x".repeat(280) + secret, List.of(secret));

    assertEquals("x".repeat(280) + "***", shown);
  }

  @Test
  void longTextIsCutToAReadableLength() {
    assertEquals("x".repeat(300), Redaction.of("x".repeat(300), List.of()));
    assertEquals("x".repeat(300) + "…", Redaction.of("x".repeat(301), List.of()));
  }

  @Test
  void secretThatReachesOverTheCutIsNotShownInPart() {
    String shown = Redaction.of("x".repeat(298) + "s3cret", List.of("s3cret"));

    assertFalse(shown.contains("s3"), shown);
  }
}
