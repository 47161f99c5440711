package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  @Test
  void masksEverySecretWhereverItStands() {
    assertEquals(
        "*** is wrong, *** too, and *** again",
        Redaction.of("first is wrong, second too, and first again", List.of("first", "second")));
  }

  @Test
  void takesASecretLiterally() {
    assertEquals("*** aXbc", Redaction.of("a.bc aXbc", List.of("a.bc")));
  }

  @ParameterizedTest
  @CsvSource({"pass, password", "password, pass", "word, password"})
  void masksASecretThatHoldsAnotherWhole(String one, String other) {
    assertEquals("is ***", Redaction.of("is password", List.of(one, other)));
  }

  @Test
  void leavesShortSecretsAlone() {
    assertEquals("a text", Redaction.of("a text", List.of("", "t", "ext")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p&ss \"wörd\"/1",
        "p%26ss+%22w%C3%B6rd%22%2F1",
        "p%26ss%20%22w%c3%b6rd%22%2f1",
        "p%26ss%20%22wörd%22/1",
        "p&amp;ss &quot;wörd&quot;/1",
        "p&#38;ss &#34;w&#246;rd&#34;/1",
        "p&#x26;ss &#x22;w&#xF6;rd&#x22;/1",
        "p&ss \\\"wörd\\\"/1",
        "p\\u0026ss \\\"w\\u00F6rd\\\"\\/1",
        "cCZzcyAid8O2cmQiLzE",
        "cCZzcyAid8O2cmQiLzE="
      })
  void masksASecretInEveryEncoding(String quoted) {
    String shown = Redaction.of("<" + quoted + ">", List.of("p&ss \"wörd\"/1"));

    assertEquals("<***>", shown.replace("***=", "***"));
  }

  @Test
  void masksASecretOfSeveralLines() {
    assertEquals("is ***.", Redaction.of("is one\ntwo.", List.of("one\ntwo")));
  }

  @Test
  void showsNothingWhereThereAreTooManySecretsToLookFor() {
    List<String> secrets = IntStream.range(0, 51).mapToObj(i -> "secret-" + i).toList();

    assertEquals("***", Redaction.of("a text", secrets));
    assertEquals("***", Redaction.of(secrets).whole("a text"));
    assertEquals("a text", Redaction.of("a text", secrets.subList(0, 50)));
    assertEquals("a text", Redaction.of("a text", Collections.nCopies(200, "a-secret")));
  }

  @Test
  void keepsARemarkAfterATextThatIsCut() {
    assertEquals("text, but", Redaction.cut("text", ", but"));
    assertEquals("x".repeat(194) + "…, but", Redaction.cut("x".repeat(400), ", but"));
    assertEquals("x".repeat(195) + ", but", Redaction.cut("x".repeat(195), ", but"));
  }

  @Test
  void putsTheTextOnOneLineWithoutControls() {
    assertEquals(
        "first second [31mred",
        Redaction.of(" first\r\n\tsecond\u001b[31mred\u0000\u0085", List.of()));
    assertEquals("a b c d", Redaction.of("a\u202eb\u2028c\u061cd\u2066", List.of()));
  }

  @Test
  void cutsAfterMasking() {
    String secret = "s".repeat(50);

    assertEquals("x".repeat(180) + "***", Redaction.of("x".repeat(180) + secret, List.of(secret)));
  }

  @Test
  void cutsToAReadableLength() {
    assertEquals("x".repeat(200), Redaction.of("x".repeat(200), List.of()));
    assertEquals("x".repeat(199) + "…", Redaction.of("x".repeat(201), List.of()));
    assertEquals("x".repeat(198) + "…", Redaction.of("x".repeat(198) + "😀😀", List.of()));
  }

  @Test
  void showsNoPartOfASecretAtTheCut() {
    String shown = Redaction.of("x".repeat(196) + "s3cret", List.of("s3cret"));

    assertFalse(shown.contains("s3"), shown);
  }
}
