package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on concurrency and time, and what undeployment does to running sign-ons. */
class LimitsTest {
  @RegisterExtension final Live live = new Live();

  @Test
  void rejectsSignOnsBeyondMaxInFlightAndMaxQueued() {
    Gate gate = new Gate();
    live.deploy(gate.configuration(live).put("maxInFlight", 2).put("maxQueued", 3));

    List<Future<JsonObject>> signOns =
        IntStream.range(0, 9).mapToObj(number -> live.signOnAlice()).toList();
    await(gate.held(2));
    List<Future<JsonObject>> refused = signOns.subList(5, 9);
    refused.forEach(signOn -> assertFails(signOn, 503, "overloaded", "request"));
    assertEquals(2, gate.heldNow());
    gate.open();

    signOns.subList(0, 5).forEach(signOn -> assertEquals("tokens", outcome(signOn)));
  }

  @Test
  void startsNoMoreSignOnsThanThereAreConnections() {
    Gate gate = new Gate();
    live.deploy(
        gate.configuration(live)
            .put("maxConnections", 2)
            .put("maxInFlight", 6)
            .put("maxQueued", 1));

    List<Future<JsonObject>> signOns =
        IntStream.range(0, 9).mapToObj(number -> live.signOnAlice()).toList();
    await(gate.held(2));
    signOns.subList(7, 9).forEach(signOn -> assertFails(signOn, 503, "overloaded", "request"));
    gate.open();

    signOns.subList(0, 7).forEach(signOn -> assertEquals("tokens", outcome(signOn)));
    assertTrue(gate.mostFlowsAtOnce() <= 2, gate.mostFlowsAtOnce() + " flows at once");
  }

  @Test
  void deadlineIncludesTheTimeInTheQueue() {
    Gate gate = new Gate();
    live.deploy(gate.configuration(live).put("maxInFlight", 1).put("acquisitionTimeoutMs", 500));

    Future<JsonObject> running = live.signOnAlice();
    Future<JsonObject> waiting = live.signOnAlice();

    assertFails(running, 504, "timeout", "authorize");
    // The place becomes free at the moment when the second deadline passes.
    assertEquals(504, Live.failure(waiting).failureCode());
  }

  /** Both a raw message and the typed API announce how long the caller waits. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void neverStartsASignOnWhoseCallerHasStoppedWaiting(boolean typed) {
    Gate gate = new Gate();
    live.deploy(gate.configuration(live).put("maxInFlight", 1).put("maxQueued", 1));
    Future<JsonObject> running = live.signOnAlice();
    await(gate.held(1));
    Future<JsonObject> forgotten = live.published("pingone.failures");

    Future<?> impatient =
        typed
            ? PingOneTokens.overEventBus(live.vertx(), "pingone", Duration.ofMillis(200))
                .signOn(SignOn.of("nobody", "waits"))
            : live.vertx()
                .eventBus()
                .request(
                    "pingone.sign-on",
                    new JsonObject().put("username", "nobody").put("password", "waits"),
                    new DeliveryOptions().setSendTimeout(200).addHeader("timeout_ms", "200"));
    assertThrows(Exception.class, () -> await(impatient));

    // The verticle has dropped it as well, so the next sign-on takes its place in the queue.
    assertEquals("nobody", await(forgotten).getString("username"));
    Future<JsonObject> next = live.signOnAlice();
    assertEquals(1, gate.heldNow());
    gate.open();
    assertEquals("tokens", outcome(running));
    assertEquals("tokens", outcome(next));
    assertEquals(2, gate.passwords());
  }

  @ParameterizedTest
  @CsvSource({
    "timeout_ms, ''",
    "timeout_ms, 0",
    "timeout_ms, -1",
    "timeout_ms, soon",
    "timeout_ms, 1.5",
    "expires_at_ms, soon",
    "expires_at_ms, -1"
  })
  void rejectsAnInvalidHeader(String header, String value) {
    live.deploy(live.sandbox().verticleConfiguration());

    JsonObject failure = assertFails(signOnWith(header, value), 400, "invalid_request", "request");
    assertTrue(failure.getString("error_description").contains(header), failure::encode);
  }

  /** A member of a cluster that was suspended has requests from before in its buffers. */
  @Test
  void dropsARequestThatHadExpiredWhenItArrived() {
    Gate gate = new Gate();
    live.deploy(gate.configuration(live));
    gate.open();
    long now = System.currentTimeMillis();

    assertFails(signOnWith("expires_at_ms", "" + (now - 1)), 504, "timeout", "request");
    assertEquals(0, gate.passwords());
    await(signOnWith("expires_at_ms", "" + (now + 60_000)));
    assertEquals(1, gate.passwords());
  }

  private Future<?> signOnWith(String header, String value) {
    return live.vertx()
        .eventBus()
        .request("pingone.sign-on", Live.alice(), new DeliveryOptions().addHeader(header, value));
  }

  /** How long the second acquisition would have to wait tells its instance's share. */
  @Test
  void instancesShareARateForAllOfThem() {
    live.deploy(
        live.sandbox()
            .verticleConfiguration()
            .put("maxRate", 0.1)
            .put("maxRateScope", "cluster")
            .put("acquisitionTimeoutMs", 2000),
        2);

    List<Future<JsonObject>> signOns =
        IntStream.range(0, 4).mapToObj(number -> live.signOnAlice()).toList();

    signOns.subList(0, 2).forEach(signOn -> assertEquals("tokens", outcome(signOn)));
    signOns
        .subList(2, 4)
        .forEach(
            signOn -> {
              JsonObject failure = assertFails(signOn, 429, "rate_limited", "request");
              int wait = failure.getInteger("retry_after");
              assertTrue(wait > 10 && wait <= 20, failure::encode);
            });
  }

  @Test
  void timedOutAcquisitionFreesItsPlace() {
    Gate gate = new Gate();
    live.deploy(
        gate.configuration(live)
            .put("maxInFlight", 1)
            .put("requestTimeoutMs", 500)
            .put("retry", new JsonObject().put("maxAttempts", 1)));

    Future<JsonObject> running = live.signOnAlice();
    await(gate.held(1));
    assertFails(running, 504, "timeout", "authorize");
    gate.open();

    assertEquals("tokens", outcome(live.signOnAlice()));
  }

  @Test
  void waitingForAConnectionTimesOutAndLeavesThePoolUsable() {
    Gate gate = new Gate();
    live.deploy(
        gate.configuration(live)
            .put("maxConnections", 2)
            .put("requestTimeoutMs", 500)
            .put("acquisitionTimeoutMs", 1200)
            .put("retry", new JsonObject().put("maxAttempts", 1)));

    List<Future<JsonObject>> signOns =
        IntStream.range(0, 200).mapToObj(number -> live.signOnAlice()).toList();
    signOns.subList(0, 2).forEach(signOn -> assertFails(signOn, 504, "timeout", "authorize"));
    // The last ones start at the moment when their deadline passes.
    signOns
        .subList(2, 200)
        .forEach(signOn -> assertEquals(504, Live.failure(signOn).failureCode()));
    gate.open();

    assertEquals("tokens", outcome(live.signOnAlice()));
  }

  @Test
  void undeploymentFailsRunningAndQueuedSignOns() {
    Gate gate = new Gate();
    String deployment = live.deploy(gate.configuration(live).put("maxInFlight", 1));
    Future<JsonObject> running = live.signOnAlice();
    Future<JsonObject> waiting = live.signOnAlice();
    await(gate.held(1));

    await(live.vertx().undeploy(deployment));

    JsonObject failure = assertFails(running, 503, "unavailable", "authorize");
    assertTrue(failure.getBoolean("retryable"));
    assertFails(waiting, 503, "unavailable", "request");
  }

  @Test
  void undeploymentFailsASignOnThatBacksOff() {
    Promise<Void> refused = Promise.promise();
    String deployment =
        live.deploy(
            live.sandbox(
                    options(),
                    request -> {
                      if (SandboxStep.of(request) == SandboxStep.JWKS) {
                        return false;
                      }
                      request.response().setStatusCode(429).putHeader("Retry-After", "20").end();
                      refused.tryComplete();
                      return true;
                    })
                .verticleConfiguration());
    Future<JsonObject> backingOff = live.signOnAlice();
    await(refused.future());

    await(live.vertx().undeploy(deployment));

    assertFails(backingOff, 503, "unavailable", "authorize");
  }

  private static String outcome(Future<JsonObject> signOn) {
    return await(signOn).getString("outcome");
  }

  /** Holds every request until it is opened, except those that warm the deployment up. */
  private static final class Gate {
    private final List<HttpServerRequest> held = new ArrayList<>();
    private final Promise<Void> enough = Promise.promise();
    private int awaited = Integer.MAX_VALUE;
    private boolean open;
    private int passwords;
    private int flows;
    private int mostFlows;

    JsonObject configuration(Live live) {
      return live.sandbox(options(), this::holds).verticleConfiguration();
    }

    private synchronized boolean holds(HttpServerRequest request) {
      if (SandboxStep.of(request) == SandboxStep.JWKS) {
        return false;
      }
      if (SandboxStep.of(request) == SandboxStep.CREDENTIALS) {
        passwords++;
      }
      if (open) {
        countFlows(SandboxStep.of(request));
        return false;
      }
      held.add(request);
      if (held.size() >= awaited) {
        enough.tryComplete();
      }
      return true;
    }

    private void countFlows(SandboxStep step) {
      if (step == SandboxStep.AUTHORIZE) {
        mostFlows = Math.max(mostFlows, ++flows);
      } else if (step == SandboxStep.TOKEN) {
        flows--;
      }
    }

    /** The maximum number of concurrent flows since the gate was opened. */
    synchronized int mostFlowsAtOnce() {
      return mostFlows;
    }

    synchronized Future<Void> held(int count) {
      awaited = count;
      if (held.size() >= count) {
        enough.tryComplete();
      }
      return enough.future();
    }

    /** The number of passwords submitted. */
    synchronized int passwords() {
      return passwords;
    }

    synchronized int heldNow() {
      return held.size();
    }

    /** Lets everything through from now on, and answers held requests so that they are resent. */
    synchronized void open() {
      open = true;
      held.forEach(
          request -> request.response().setStatusCode(429).putHeader("Retry-After", "0").end());
    }
  }
}
