package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Honours Retry-After for all requests together, and stops calling a server that is down. */
@Timeout(120)
class ServerOverloadTest {
  private static final int MANY = 30;

  @RegisterExtension final Live live = new Live();

  private final AtomicInteger seen = new AtomicInteger();
  private volatile boolean refusing = true;

  /** A server for each step, so that the pauses pass side by side. */
  @Test
  void oneLongRetryAfterPausesAllRequestsOfItsGroup() {
    Map<String, AtomicInteger> early = new TreeMap<>();
    for (SandboxStep step : List.of(SandboxStep.AUTHORIZE, SandboxStep.TOKEN)) {
      early.put(step.name(), deployWithOneLongRetryAfter(step));
      await(signOnAliceAt(step.name()));
    }

    Map<String, List<Future<JsonObject>>> signOns = new TreeMap<>();
    // Few: after the pause the pace of requests rises slowly.
    early
        .keySet()
        .forEach(
            step ->
                signOns.put(
                    step, IntStream.range(0, 8).mapToObj(number -> signOnAliceAt(step)).toList()));

    signOns.forEach(
        (step, all) -> {
          all.forEach(signOn -> assertEquals("alice", await(signOn).getString("username")));
          // The next request queued for the connection is sent at the moment the 429 is read.
          assertTrue(early.get(step).get() <= 1, early + " requests arrived too early");
        });
  }

  private Future<JsonObject> signOnAliceAt(String address) {
    return live.request(address + ".sign-on", Live.alice());
  }

  /** Counts the requests that arrive between the step's 429 and the end of its Retry-After. */
  private AtomicInteger deployWithOneLongRetryAfter(SandboxStep step) {
    AtomicInteger early = new AtomicInteger();
    AtomicInteger atStep = new AtomicInteger();
    long[] until = {0};
    live.deploy(
        live.sandbox(
                options(),
                request -> {
                  if (SandboxStep.of(request) == step && atStep.incrementAndGet() == 2) {
                    request.response().setStatusCode(429).putHeader("Retry-After", "3").end();
                    until[0] = System.nanoTime() + 3_000_000_000L;
                    return true;
                  }
                  if (until[0] != 0 && System.nanoTime() < until[0]) {
                    early.incrementAndGet();
                  }
                  return false;
                })
            .verticleConfiguration()
            .put("address", step.name())
            // One request at a time, so that none is in flight when the 429 arrives.
            .put("maxConnections", 1));
    return early;
  }

  @ParameterizedTest
  @CsvSource({"429, false", "429, true", "503, false", "503, true"})
  void longRetryAfterFailsCurrentAndNewSignOnsImmediately(int status, boolean asDate) {
    live.deploy(refusing(status, asDate ? inAnHour() : "3600").put("maxConnections", 1));

    List<Future<JsonObject>> signOns = signOnMany();
    signOns.forEach(
        signOn -> {
          JsonObject failure = new JsonObject(Live.failure(signOn).getMessage());
          assertEquals("rate_limited", failure.getString("error"));
          assertTrue(failure.getBoolean("retryable"));
          int retryAfter = failure.getInteger("retry_after");
          // The refused request carries what the server asks, the others the pause of 15 minutes.
          assertTrue(retryAfter > 850 && retryAfter <= 3600, failure::encode);
        });
    int whenAllFailed = seen.get();
    assertTrue(whenAllFailed <= 2, whenAllFailed + " were sent");

    refusing = false;
    JsonObject late = assertFails(live.signOnAlice(), 429, "rate_limited", "request");
    assertTrue(late.getInteger("retry_after") > 850, late::encode);
    assertEquals(whenAllFailed, seen.get());
  }

  /** The server accepts 50 requests per second and rejects the rest. */
  @Test
  void allSucceedTogetherUnderAServerRateLimit() {
    AtomicInteger refused = new AtomicInteger();
    long[] second = {0};
    live.deploy(
        live.sandbox(
                options(),
                request -> {
                  long now = System.nanoTime() / 1_000_000_000;
                  if (now != second[0]) {
                    second[0] = now;
                    seen.set(0);
                  }
                  boolean refuse = seen.incrementAndGet() > 50;
                  if (refuse) {
                    refused.incrementAndGet();
                    request.response().setStatusCode(429).putHeader("Retry-After", "1").end();
                  }
                  return refuse;
                })
            .verticleConfiguration());

    List<Future<JsonObject>> signOns = signOn(40);

    signOns.forEach(signOn -> assertEquals("alice", await(signOn).getString("username")));
    assertTrue(refused.get() > 0, "the limit was not reached");
    assertTrue(refused.get() < 160, "too many requests were rejected: " + refused);
  }

  @Test
  void circuitOpensForAServerThatIsDownAndClosesAfterOneProbe() {
    live.deploy(refusing(500, null).put("retry", new JsonObject().put("maxAttempts", 1)));

    signOnUntilTheCircuitOpens();
    int whenItOpened = seen.get();
    // The next request may already be in flight when the twentieth fault is counted.
    assertTrue(whenItOpened == 20 || whenItOpened == 21, whenItOpened + " were sent");
    signOnMany()
        .forEach(
            signOn -> {
              JsonObject failure = assertFails(signOn, 503, "unavailable", "authorize");
              assertTrue(failure.getBoolean("retryable"));
              assertTrue(failure.containsKey("retry_after"), failure::encode);
              assertTrue(failure.getInteger("retry_after") <= 5, failure::encode);
            });
    assertEquals(whenItOpened, seen.get());

    refusing = false;
    Future<JsonObject> tried = live.signOnAlice();
    while (await(tried.otherwiseEmpty()) == null) {
      live.vertx().timer(50).await();
      tried = live.signOnAlice();
    }
    assertEquals("alice", await(tried).getString("username"));
    signOnMany().forEach(signOn -> assertEquals("alice", await(signOn).getString("username")));
  }

  @Test
  void circuitOpensWhenConnectionsAreRefused() {
    JsonObject configuration = live.sandbox().verticleConfiguration();
    live.deploy(
        configuration
            .put("baseUrl", configuration.getString("baseUrl").replaceFirst(":\\d+", ":1"))
            .put("retry", new JsonObject().put("maxAttempts", 1)));

    signOnUntilTheCircuitOpens();
  }

  /** Signs on sequentially, so that no request is in flight when the circuit opens. */
  private void signOnUntilTheCircuitOpens() {
    for (int number = 0; number < 22; number++) {
      JsonObject failure = assertFails(live.signOnAlice(), 503, "unavailable", "authorize");
      if (failure.getString("error_description").contains("not asked")) {
        return;
      }
    }
    throw new AssertionError("the circuit did not open");
  }

  @Test
  void circuitStaysClosedForOccasionalFailures() {
    FaultPlan everyTenth = (step, number) -> number % 10 == 0 ? SandboxFault.STATUS_500 : null;
    live.deploy(
        live.sandbox(options().setFaults(everyTenth))
            .verticleConfiguration()
            .put("retry", new JsonObject().put("maxAttempts", 1)));

    for (int time = 0; time < 8; time++) {
      for (Future<JsonObject> signOn : signOnMany()) {
        await(
            signOn.otherwise(
                failure -> {
                  assertTrue(failure.getMessage().contains("status 500"), failure::getMessage);
                  return null;
                }));
      }
    }
  }

  private List<Future<JsonObject>> signOnMany() {
    return signOn(MANY);
  }

  private List<Future<JsonObject>> signOn(int times) {
    return IntStream.range(0, times).mapToObj(number -> live.signOnAlice()).toList();
  }

  /** Starts a sandbox that rejects every request while {@code refusing} is set. */
  private JsonObject refusing(int status, String retryAfter) {
    return live.sandbox(options(), request -> refuses(request, status, retryAfter))
        .verticleConfiguration();
  }

  private boolean refuses(HttpServerRequest request, int status, String retryAfter) {
    seen.incrementAndGet();
    if (refusing) {
      request.response().setStatusCode(status);
      if (retryAfter != null) {
        request.response().putHeader("Retry-After", retryAfter);
      }
      request.response().end();
    }
    return refusing;
  }

  private static String inAnHour() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
  }
}
