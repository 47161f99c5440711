package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of an action's input, in messages and in the typed API. */
class InputRulesTest {
  private static final String TOO_LONG = "input is too long, expected 64 KiB at most";
  private static final String TOO_DEEP = "input is nested too deeply, expected 16 levels at most";

  @Test
  void boundsDepth() {
    assertAccepted(nestedObjects(16));
    assertRefused(nestedObjects(17), TOO_DEEP);
    assertRefused(new JsonObject().put("a", nestedArrays(16)), TOO_DEEP);
    assertAccepted(new JsonObject().put("a", nestedArrays(15)));
  }

  /** Copying it would overflow the stack, and so would anything else that looks at all of it. */
  @Test
  void refusesDepthThatOverflowsTheStack() {
    assertRefused(nestedObjects(100_000), TOO_DEEP);
    assertRefused(new JsonObject().put("a", nestedArrays(100_000)), TOO_DEEP);

    Map<String, Object> endless = new HashMap<>();
    endless.put("itself", endless);
    assertRefused(new JsonObject(endless), TOO_DEEP);
  }

  /** The bound is that of the JSON text: <code>{"otp":"…"}</code> adds ten octets. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "\\", "é", "€", "😀", "\u0001"})
  void boundsEncodedSize(String unit) {
    int octets = new JsonObject().put("otp", unit).toBuffer().length() - 10;
    String most = unit.repeat((65_536 - 10) / octets);

    assertAccepted(new JsonObject().put("otp", most));
    assertRefused(new JsonObject().put("otp", most + unit), TOO_LONG);
    assertRefused(new JsonObject().put(most + unit.repeat(10), 1), TOO_LONG);
  }

  static Stream<JsonObject> largeInputs() {
    return Stream.of(
        new JsonObject().put("number", BigInteger.ONE.shiftLeft(300_000)),
        new JsonObject().put("octets", new byte[70_000]),
        new JsonObject().put("numbers", new JsonArray(new ArrayList<>(repeated(Math.PI, 4000)))),
        new JsonObject().put("nulls", new JsonArray(new ArrayList<>(repeated(7, 40_000)))),
        new JsonObject()
            .put("texts", new JsonArray(new ArrayList<>(repeated("a".repeat(1000), 70)))));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("largeInputs")
  void refusesMuchOfAnything(JsonObject input) {
    assertRefused(input, TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'otp':'12\\ud83d34'}",
        "{'device':{'id':'\\ude00'}}",
        "{'list':['a','\\ud83d']}",
        "{'na\\ud83dme':1}"
      })
  void refusesHalfASurrogatePairAnywhere(String json) {
    assertRefused(
        new JsonObject(json.replace('\'', '"')),
        "input contains half a surrogate pair, expected Unicode text");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesNumbersThatJsonDoesNotHave(double number) {
    for (Number each : List.of(number, (float) number)) {
      assertRefused(
          new JsonObject().put("list", new JsonArray().add(each)),
          "input contains a number that JSON does not have, expected a finite one");
    }
  }

  @Test
  void refusesWhatNobodyWritesAsJson() {
    for (Object each : List.of(new Object(), Optional.of("1234"), Map.of(1, "1234"))) {
      assertRefused(
          new JsonObject().put("list", new JsonArray().add(each)),
          "input contains what JSON does not have, expected values of JSON");
    }
  }

  @Test
  void acceptsWhatIsNoJsonByItself() {
    assertAccepted(
        new JsonObject()
            .put("map", Map.of("list", List.of(1, "😀")))
            .put("octets", new byte[3])
            .put("time", Instant.EPOCH)
            .put("constant", TimeUnit.DAYS)
            .putNull("none"));
  }

  private static void assertAccepted(JsonObject input) {
    Continuation typed = new Continuation("h-1", null, new FlowAction("otp.check", input));

    assertDoesNotThrow(typed::validate);
    assertEquals(typed, Continuation.fromJson(typed.toJson()));
  }

  private static void assertRefused(JsonObject input, String description) {
    Continuation typed = new Continuation("h-1", null, new FlowAction("otp.check", input));
    JsonObject message =
        new JsonObject().put("flow", "h-1").put("action", "otp.check").put("input", input);

    assertEquals(
        description, assertThrows(MalformedRequestException.class, typed::validate).description());
    assertEquals(
        description,
        assertThrows(MalformedRequestException.class, () -> Continuation.fromJson(message))
            .description());
  }

  private static JsonObject nestedObjects(int levels) {
    JsonObject nested = new JsonObject();
    for (int level = 1; level < levels; level++) {
      nested = new JsonObject().put("a", nested);
    }
    return nested;
  }

  private static JsonArray nestedArrays(int levels) {
    JsonArray nested = new JsonArray();
    for (int level = 1; level < levels; level++) {
      nested = new JsonArray().add(nested);
    }
    return nested;
  }

  private static List<Object> repeated(Object value, int times) {
    return Stream.generate(() -> value).limit(times).collect(Collectors.toList());
  }
}
