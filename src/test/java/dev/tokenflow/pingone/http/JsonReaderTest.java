package dev.tokenflow.pingone.http;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static final JsonReader<Fields> READER = JsonReader.of(Fields.class);

  record Fields(String text, List<String> list, Map<String, Inner> map, Inner inner, Object any) {}

  record Inner(String text) {}

  @Test
  void readsFieldsAndIgnoresUnknownOnes() {
    assertEquals(
        new Fields("t", List.of("a"), Map.of("k", new Inner("m")), new Inner("i"), 7),
        read(
            "{'new':[{}],'text':'t','list':['a'],'map':{'k':{'text':'m'}},"
                + "'inner':{'text':'i','new':1},'any':7}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "1.5", "true", "[]", "['t']", "[[{}]]", "{}", "{'a':[1]}"})
  void readsTextOfWrongTypeAsAbsent(String odd) {
    assertEquals(
        new Fields(null, List.of("a"), null, null, 1),
        read("{'text':" + odd + ",'list':['a'],'any':1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "true", "''", "'t'", "[]", "[7,{'a':[]}]"})
  void readsObjectOfWrongTypeAsAbsent(String odd) {
    assertEquals(
        new Fields("t", null, null, null, 1),
        read("{'inner':" + odd + ",'map':" + odd + ",'text':'t','any':1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "true", "''", "'t'", "{}", "{'a':{}}"})
  void readsListOfWrongTypeAsAbsent(String odd) {
    assertEquals(
        new Fields("t", null, null, null, 1), read("{'list':" + odd + ",'text':'t','any':1}"));
  }

  @Test
  void readsElementOfWrongTypeAsAbsent() {
    Fields fields = read("{'list':['a',7,{},['b'],'c'],'map':{'k':7,'l':{'text':'m'}}}");

    assertEquals(java.util.Arrays.asList("a", null, null, null, "c"), fields.list());
    assertNull(fields.map().get("k"));
    assertEquals(new Inner("m"), fields.map().get("l"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "[]", "[{}]", "7", "true", "'t'", "''", "null", "{", "{}{}", "<"})
  void rejectsAnythingButAnObject(String body) {
    StepFailure failure = refusal(Buffer.buffer(body.replace('\'', '"')));

    assertTrue(failure.description().startsWith("expected a JSON object, found "));
  }

  /** A message with one could not leave this machine. */
  @Test
  void replacesHalvesOfSurrogatePairs() {
    assertEquals(
        new Fields(
            "a\ufffdb\ufffd\ud83d\ude00\\ud800",
            List.of("\ufffd\ufffd", "\ufffd\n"),
            null,
            null,
            null),
        read(
            "{'text':'a\\ud800b\\uDC00\\uD83d\\uDe00\\\\ud800',"
                + "'list':['\\udbff\\ud800','\\udfff\\n']}"));
    Buffer asUtf8 = Buffer.buffer("{\"text\":\"a");
    asUtf8.appendBytes(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}).appendString("b\"}");
    String text = answer(Step.TOKEN, 200).json(asUtf8).build().json(READER).text();
    assertTrue(text.startsWith("a\ufffd") && text.endsWith("\ufffdb"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
  void rejectsOtherEncodings(String charset) {
    byte[] octets = "{\"text\":\"t\"}".getBytes(Charset.forName(charset));

    assertEquals(
        "expected a JSON object, found "
            + octets.length
            + " octets of application/json (status 200)",
        refusal(Buffer.buffer(octets)).description());
  }

  @Test
  void rejectsOctetsThatAreNoText() {
    Random random = new Random(1);
    for (int length = 1; length < 300; length++) {
      byte[] octets = new byte[length];
      random.nextBytes(octets);
      refusal(Buffer.buffer(octets));
    }
    refusal(Buffer.buffer(new byte[1000]));
    refusal(Buffer.buffer(new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF, 0x7F, 0, 0, 0}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "br", " deflate ", "identity, gzip", "utf-8"})
  void rejectsAnotherCodingByItsName(String coding) {
    StepFailure failure =
        StepFailures.of(
            () ->
                answer(Step.TOKEN, 200)
                    .header("Content-Encoding", coding)
                    .json("{}")
                    .build()
                    .json(READER));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals(
        "the answer has the Content-Encoding \""
            + coding.strip()
            + "\", although it was asked for as identity",
        failure.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "Identity", " ", ""})
  void acceptsIdentity(String coding) {
    answer(Step.TOKEN, 200).header("Content-Encoding", coding).json("{}").build().json(READER);
  }

  @Test
  void acceptsByteOrderMark() {
    assertEquals("t", read("\uFEFF{'text':'t'}").text());
    assertEquals("\uD55C", read("\uFEFF{'text':'\\uD55C'}").text());
  }

  @Test
  void readsFieldsBesideATextInAnotherEncoding() {
    Buffer latin1 = Buffer.buffer("{\"new\":\"Zo\u00eb\",\"text\":\"t\"}".getBytes(ISO_8859_1));

    assertEquals("t", read(latin1).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"new", "any", "text", "list", "inner"})
  void boundsTheWorkOfAnyField(String name) {
    for (String tooMuch :
        List.of(
            "[".repeat(1000) + "]".repeat(1000),
            "{\"a\":".repeat(1000) + "1" + "}".repeat(1000),
            "[".repeat(500_000),
            "9".repeat(1001),
            "[" + "1,".repeat(100_000) + "1]")) {
      StepFailure failure =
          refusal(Buffer.buffer("{\"" + name + "\":" + tooMuch + "}", US_ASCII.name()));

      assertEquals(
          "the JSON is too complex: nested deeper than 100 levels, a number of more than 1000"
              + " digits, or too many values",
          failure.description());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1e999999999", "1e-999999999", "0.1e2147483648"})
  void readsNumbersOfAnySize(String number) {
    read("{'any':" + number + ",'new':" + number + ",'text':" + number + "}");
  }

  private static Fields read(String json) {
    return read(Buffer.buffer(json.replace('\'', '"')));
  }

  private static Fields read(Buffer json) {
    return answer(Step.TOKEN, 200).json(json).build().json(READER);
  }

  private static StepFailure refusal(Buffer body) {
    StepFailure failure = StepFailures.of(() -> read(body));
    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    return failure;
  }
}
