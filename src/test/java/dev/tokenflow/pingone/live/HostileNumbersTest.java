package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.ClientCredentials;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * PingOne is trusted for tokens, never for a number: whatever it states, each caller gets one
 * answer with bounded numbers, and nothing is logged as an error.
 */
class HostileNumbersTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final String[] RETRY_AFTER = {
    "978307200", // 31 years
    "2147483648",
    "9007199254740992",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "9".repeat(2_000),
    "-1",
    "1e400",
    "0x10",
    "1.5",
    "",
    " ",
    "NaN",
    "\u00b2",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Sat, 01 Jan 10000 00:00:00 GMT",
    "Mon, 01 Jan 0001 00:00:00 GMT",
    "Thu, 32 Foo 2026 25:61:61 GMT"
  };
  private static final int[] STATUSES = {
    200, 302, 400, 401, 403, 404, 408, 429, 500, 502, 503, 504, 599
  };
  private static final String[] NUMBERS = {
    "\"3600\"",
    "\"many\"",
    "-1",
    "0",
    "0.5",
    "1e400",
    "-1e400",
    "1e308",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551616",
    "1".repeat(999),
    "\"" + "9".repeat(5_000) + "\"",
    "\"NaN\"",
    "\"Infinity\"",
    "true",
    "null",
    "{\"value\":3600}",
    "[3600]"
  };

  @RegisterExtension final Live live = new Live();

  private volatile Predicate<HttpServerRequest> script = request -> false;
  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = live.sandbox(options(Policy.ONE_TIME_PASSCODE), request -> script.test(request));
  }

  /** A client of its own, since a pause would answer the next request before it is sent. */
  private PingOneTokens client() {
    return PingOneTokens.direct(
        live.vertx(),
        await(
            PingOneOptions.load(
                live.vertx(),
                sandbox
                    .verticleConfiguration()
                    .put("warmUp", false)
                    .put("retry", new JsonObject().put("maxAttempts", 1)))));
  }

  /** Each value with three of the statuses, at the token endpoint and in a flow. */
  @Test
  void boundsARetryAfterOfAnyStatus() {
    AtomicReference<String> value = new AtomicReference<>();
    AtomicInteger status = new AtomicInteger();
    script =
        request -> {
          request
              .response()
              .setStatusCode(status.get())
              .putHeader("Retry-After", (Iterable<String>) List.of(value.get(), "7", "junk"))
              .end("{\"error\":\"invalid_request\",\"code\":\"INVALID_REQUEST\"}");
          return true;
        };
    PingOneTokens pingOne = client();
    for (int number = 0; number < 3 * RETRY_AFTER.length; number++) {
      value.set(RETRY_AFTER[number / 3]);
      status.set(STATUSES[number % STATUSES.length]);

      assertBounded(failure(pingOne.clientCredentials(ClientCredentials.of(null))));
      assertBounded(failure(pingOne.signOn(SignOn.of("alice", "wonderland"))));
      if (status.get() == 429 || status.get() == 503) {
        await(pingOne.close());
        pingOne = client(); // the other one pauses
      }
    }
  }

  private static void assertBounded(Failure failure) {
    Duration wait = failure.retryAfter();
    assertTrue(wait == null || (!wait.isNegative() && wait.compareTo(DAY) <= 0), () -> "" + wait);
    JsonObject message = failure.toJson();
    assertTrue(message.encode().length() < 4_096, message::encode);
  }

  private static Failure failure(Future<?> answer) {
    try {
      return ((PingOneException) assertFailed(answer)).failure();
    } catch (ClassCastException other) {
      throw new AssertionError(other);
    }
  }

  private static Throwable assertFailed(Future<?> answer) {
    try {
      Object result = await(answer);
      throw new AssertionError("expected a failure, got " + result);
    } catch (PingOneException failure) {
      return failure;
    }
  }

  @Test
  void boundsTheLifetimeOfTokens() {
    PingOneTokens pingOne = client();
    for (String value : NUMBERS) {
      script =
          request ->
              answers(
                  request,
                  SandboxStep.TOKEN,
                  "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":"
                      + value
                      + "}");
      Tokens tokens = await(pingOne.clientCredentials(ClientCredentials.of(null)));

      Duration lifetime = tokens.expiresIn();
      if (lifetime == null) {
        assertNull(tokens.expiresAt(), value);
      } else {
        assertTrue(!lifetime.isNegative() && !lifetime.isZero(), value);
        assertTrue(lifetime.compareTo(Duration.ofDays(3650)) <= 0, value);
        Instant latest = Instant.now().plus(lifetime);
        assertTrue(!tokens.expiresAt().isAfter(latest), value);
      }
      assertEquals(tokens, Tokens.fromJson(new JsonObject(tokens.toJson().encode())), value);
    }
  }

  private static boolean answers(HttpServerRequest request, SandboxStep step, String body) {
    if (SandboxStep.of(request) != step) {
      return false;
    }
    request.response().putHeader("Content-Type", "application/json").end(body);
    return true;
  }
}
