package dev.tokenflow.pingone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
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
        "p&amp;ss &quot;w&ouml;rd&quot;/1",
        "p&#x26;ss &#x22;w&#xF6;rd&#x22;/1",
        "p&ss \\\"wörd\\\"/1",
        "p&#0000038;ss &#X0022;w&#x0000F6;rd&QUOT;/1",
        "p\\u0026ss \\\"w\\u00F6rd\\\"\\/1",
        "cCZzcyAid8O2cmQiLzE",
        "cCZzcyAid8O2cmQiLzE="
      })
  void masksASecretInEveryEncoding(String quoted) {
    String shown = Redaction.of("<" + quoted + ">", List.of("p&ss \"wörd\"/1"));

    assertEquals("<***>", shown.replace("***=", "***"));
  }

  /** What base64 makes of a secret depends on how many octets are before it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "{\"password\":\"", "u:"})
  void masksASecretWithinWhatIsEncoded(String before) {
    String secret = "p&ss \"wörd\"/1?>";
    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      String encoded = encoder.encodeToString((before + secret + "\", x").getBytes(UTF_8));
      String whole = encoder.encodeToString(secret.getBytes(UTF_8));

      String shown = Redaction.of("<" + encoded + ">", List.of(secret));

      assertTrue(shown.contains("***"), shown);
      // All but the characters that also have bits of what is beside the secret.
      assertTrue(shown.length() < encoded.length() - whole.length() + 12, shown);
    }
  }

  /** As a mail or a PEM file has it, and as JSON may quote either. */
  @ParameterizedTest
  @CsvSource({"'\r\n'", "'\n  '", "'\\r\\n'", "'\\n'", "''"})
  void masksASecretInLinesOfBase64(String lineEnd) {
    String secret = "???>>>".repeat(12);
    String encoded =
        Base64.getEncoder()
            .encodeToString(secret.getBytes(UTF_8))
            .replaceAll("(.{20})(?=.)", "$1\n");
    encoded = encoded.replace("\n", lineEnd);

    assertEquals("<***>", Redaction.of("<" + encoded + ">", List.of(secret)));
    assertEquals("<***>", Redaction.of("<" + encoded.replace("/", "\\/") + ">", List.of(secret)));
  }

  @Test
  void replacesHalvesOfSurrogatePairs() {
    assertEquals("a b c 😀", Redaction.of("a\ud800b\udc00c \ud83d\ude00\ud83d", List.of()));
    assertEquals("a\ud83d\ude00", Redaction.of(List.of()).whole("a\ud83d\ude00"));
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
