package dev.tokenflow.pingone.examples.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasskeyOptionsTest {
  private static final JsonObject OPTIONS = options("-_8A", "_wE");

  private static JsonObject options(Object challenge, Object id) {
    return JsonObject.of(
        "challenge",
        challenge,
        "rpId",
        "example.com",
        "timeout",
        120_000,
        "allowCredentials",
        JsonArray.of(JsonObject.of("type", "public-key", "id", id)));
  }

  static Stream<Object> forms() {
    byte[] text = OPTIONS.toBuffer().getBytes();
    return Stream.of(
        OPTIONS,
        OPTIONS.encode(),
        options(JsonArray.of(-5, -1, 0), JsonArray.of(-1, 1)),
        options(JsonArray.of(251, 255, 0), JsonArray.of(255, 1)),
        options(JsonArray.of(-5, -1, 0), JsonArray.of(-1, 1)).encode(),
        Base64.getUrlEncoder().withoutPadding().encodeToString(text),
        Base64.getUrlEncoder().encodeToString(text));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void bringsEveryFormIntoOne(Object form) {
    assertEquals(OPTIONS, read(form));
  }

  @Test
  void takesOptionsThatNameNoPasskey() {
    assertEquals(
        JsonObject.of("challenge", "AA", "allowCredentials", new JsonArray()),
        read(JsonObject.of("challenge", "AA")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "no base64!", "AAAA", "{\"allowCredentials\":[1]}"})
  void offersNothingForWhatItCannotRead(String unreadable) {
    assertEquals(new JsonObject(), read(unreadable));
  }

  private static JsonObject read(Object form) {
    return PasskeyOptions.of(JsonObject.of("publicKeyCredentialRequestOptions", form));
  }
}
