package dev.tokenflow.pingone.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.Json;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of an answer is recorded. */
class ShapeTest {
  private final Shape shape = new Shape(List.of("alice", "wonderland", "me"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "{\"id\":\"7\",\"n\":1.5,\"b\":true,\"x\":null}"
            + " | {\"id\":\"string\",\"n\":\"number\",\"b\":\"boolean\",\"x\":\"null\"}",
        "[] | [0]",
        "[{\"a\":1},{\"b\":2}] | [2,{\"a\":\"number\"}]",
        "{\"_links\":{\"otp.check\":{\"href\":\"https://h/\"}}}"
            + " | {\"_links\":{\"otp.check\":{\"href\":\"string\"}}}",
        "{\"x5t#S256\":\"a\"} | {\"x5t#S256\":\"string\"}",
        // Codes and states are kept, where they look like it.
        "{\"status\":\"OTP_REQUIRED\",\"error\":\"invalid_grant\"}"
            + " | {\"status\":\"string: OTP_REQUIRED\",\"error\":\"string: invalid_grant\"}",
        "{\"error\":{\"code\":\"server_error\"}} | {\"error\":{\"code\":\"string: server_error\"}}",
        "{\"details\":[{\"code\":\"INVALID_VALUE\",\"target\":\"scope\"}]}"
            + " | {\"details\":[1,{\"code\":\"string: INVALID_VALUE\",\"target\":\"string\"}]}",
        "{\"status\":\"call 555\",\"code\":\"E-7\",\"error\":\"\"}"
            + " | {\"status\":\"string\",\"code\":\"string\",\"error\":\"string\"}",
        "{\"code\":400} | {\"code\":\"number\"}",
        // An authorization code is none of them.
        "{\"authorizeResponse\":{\"code\":\"abc\"}} | {\"authorizeResponse\":{\"code\":\"string\"}}",
        "{\"code\":\"abc\",\"state\":\"x\"} | {\"code\":\"string\",\"state\":\"string\"}",
        // Names that may be values.
        "{\"alice\":1} | {\"(name 1)\":\"number\"}",
        "{\"a\":1,\"xAlicex\":1} | {\"a\":\"number\",\"(name 2)\":\"number\"}",
        "{\"status\":\"alice\"} | {\"status\":\"string\"}",
        "{\"me\":1,\"name\":1} | {\"(name 1)\":\"number\",\"name\":\"number\"}",
        "{\"bob@example.com\":1} | {\"(name 1)\":\"number\"}",
        "{\"5a4d0000-0000-4000-8000-000000000001\":1} | {\"(name 1)\":\"number\"}",
        "{\"aB3dE5gH7jK9m1\":1} | {\"(name 1)\":\"number\"}"
      })
  void keepsNamesAndTypes(String json, String expected) {
    assertEquals(expected, Json.encode(shape.of(Json.decodeValue(json))));
  }

  @ParameterizedTest
  @CsvSource({"25, true", "5, false"})
  void depthIsBounded(int depth, boolean cut) {
    String json = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);

    assertEquals(cut, Json.encode(shape.of(Json.decodeValue(json))).contains("(deeper)"));
  }
}
