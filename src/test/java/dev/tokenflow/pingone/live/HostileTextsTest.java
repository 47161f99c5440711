package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.log.CapturedLog;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server repeats a password or a passcode in all its texts, in whatever encoding. */
class HostileTextsTest {
  private static final String PASSWORD = "p&ss \"wörd\"/<1>?";
  private static final String PASSCODE = "246810";

  /** The beginning of a JSON object in base64. */
  private static final String INSIDE = "eyJwYXNzd29yZCI6";

  private static final String REARRANGED = "\r\n\u001b[31m\u0000\u202e\u2066\u2028\ud800";

  @RegisterExtension final Live live = new Live();

  private volatile SandboxStep step;
  private volatile String echo = "";
  private volatile int status;
  private int outcomes;

  @Test
  void showsNoSecretInAnyEncoding() {
    SandboxOptions options =
        new SandboxOptions(
            Map.of("alice", new SandboxUser("alice", PASSWORD, Policy.ONE_TIME_PASSCODE)));
    JsonObject configuration = live.sandbox(options, this::answers).verticleConfiguration();
    live.deploy(configuration.put("retry", new JsonObject().put("maxAttempts", 1)));
    List<String> published = new ArrayList<>();
    await(
        live.vertx()
            .eventBus()
            .<JsonObject>consumer(
                "pingone.failures", message -> published.add(message.body().encode()))
            .completion());
    JsonObject alice = new JsonObject().put("username", "alice").put("password", PASSWORD);
    List<String> replies = new ArrayList<>();

    try (CapturedLog log = CapturedLog.from(Level.ALL)) {
      for (int answered : new int[] {200, 302, 400, 500}) {
        for (String form : encodings(PASSWORD)) {
          replies.add(failure(SandboxStep.CREDENTIALS, answered, form, () -> live.signOn(alice)));
        }
      }
      for (SandboxStep late :
          List.of(SandboxStep.ACTION, SandboxStep.RESUME, SandboxStep.TOKEN, SandboxStep.JWKS)) {
        for (String form : encodings(PASSCODE)) {
          step = null;
          JsonObject required = await(live.signOn(alice));
          replies.add(
              failure(
                  late,
                  400,
                  form,
                  () -> live.continueFlow(required, FlowAction.checkOneTimePasscode(PASSCODE))));
        }
      }
      published.add(log.text());
    }

    for (String form : encodings(PASSWORD)) {
      assertNoneShows(form, replies);
      assertNoneShows(form, published);
    }
    for (String form : encodings(PASSCODE)) {
      assertNoneShows(form, replies);
      assertNoneShows(form, published);
    }
    published.remove(published.size() - 1); // the log
    assertEquals(replies.size() - outcomes, published.size());
    for (String message : published) {
      assertTrue(message.length() < 2_000, message);
      assertFalse(new JsonObject(message).containsKey("details"), message);
      assertFalse(new JsonObject(message).containsKey("link"), message);
    }
    for (String message : replies) {
      String text = new JsonObject(message).getString("error_description", "");
      assertTrue(text.length() <= 200, text);
      assertTrue(text.codePoints().noneMatch(HostileTextsTest::rearranges), text);
    }
  }

  private interface Call {
    Future<JsonObject> make();
  }

  private String failure(SandboxStep failing, int answered, String form, Call call) {
    step = failing;
    status = answered;
    echo = form;
    Future<JsonObject> answer = call.make();
    try {
      // A status that may be a name: what the step is about is for its caller, whole.
      JsonObject outcome = await(answer);
      outcome.remove("embedded");
      outcomes++;
      return outcome.encode();
    } catch (ReplyException failure) {
      return failure.getMessage();
    }
  }

  private static void assertNoneShows(String encoding, List<String> texts) {
    // Of something longer the secret's own part.
    String form =
        encoding.startsWith(INSIDE) ? encoding.substring(INSIDE.length() + 3, 24) : encoding;
    for (String text : texts) {
      int at = text.toLowerCase(Locale.ROOT).indexOf(form.toLowerCase(Locale.ROOT));
      assertEquals(-1, at, () -> form + " in " + text);
    }
  }

  private static boolean rearranges(int c) {
    return Character.isISOControl(c)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** Each as a server may write it. */
  private static List<String> encodings(String secret) {
    byte[] octets = secret.getBytes(UTF_8);
    byte[] inside = ("{\"password\":\"" + secret + "\"}").getBytes(UTF_8);
    String form = URLEncoder.encode(secret, UTF_8);
    StringBuilder percent = new StringBuilder();
    for (byte octet : octets) {
      percent.append(String.format("%%%02x", octet));
    }
    return List.of(
        secret,
        form,
        form.replace("+", "%20").toLowerCase(Locale.ROOT),
        percent.toString(),
        percent.toString().toUpperCase(Locale.ROOT),
        each(secret, c -> String.format("\\u%04x", c)),
        each(secret, c -> String.format("\\u%04X", c)),
        each(secret, c -> "&#" + c + ";"),
        each(secret, c -> String.format("&#x%04X;", c)),
        Base64.getEncoder().encodeToString(octets),
        Base64.getUrlEncoder().withoutPadding().encodeToString(octets),
        Base64.getEncoder().encodeToString(inside));
  }

  private static String each(String secret, IntFunction<String> escape) {
    return secret.chars().mapToObj(escape).collect(Collectors.joining());
  }

  private boolean answers(HttpServerRequest request) {
    if (SandboxStep.of(request) != step) {
      return false;
    }
    String text = "x" + echo + "y" + REARRANGED;
    JsonObject error =
        new JsonObject()
            .put("code", text)
            .put("message", text)
            .put("id", text)
            .put("status", echo)
            .put("error", text)
            .put("error_description", text)
            .put(
                "details",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("code", text)
                            .put("target", text)
                            .put("message", text)
                            .put(
                                "innerError",
                                new JsonObject()
                                    .put(text, text)
                                    .put("list", new JsonArray().add(text))
                                    .put("map", new JsonObject().put(text, text)))));
    HttpServerResponse response = request.response().setStatusCode(status);
    String header = URLEncoder.encode(echo, UTF_8);
    response
        .putHeader("Correlation-Id", header)
        .putHeader("Content-Type", "application/" + header)
        .putHeader("Location", "https://elsewhere.example/" + header + "?error=" + header)
        .putHeader("WWW-Authenticate", "Bearer error=\"" + header + "\"");
    response.end(error.encode());
    return true;
  }
}
