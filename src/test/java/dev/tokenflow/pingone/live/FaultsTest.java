package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault ends the acquisition that it happens to, with the contract's failure, and no other. */
class FaultsTest {
  private static final int AT_ONCE = 10;

  @RegisterExtension final Live live = new Live();

  private final AtomicBoolean armed = new AtomicBoolean();

  static Stream<Arguments> eachFaultAtEachStep() {
    return Stream.of(Fault.values())
        .flatMap(
            fault ->
                Stream.of("authorize", "credentials", "resume", "token")
                    .map(step -> Arguments.of(fault, step)));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("eachFaultAtEachStep")
  void endsOneAcquisitionAndNoOther(Fault fault, String step) {
    deployAgainst(fault, step);
    await(live.signOnAlice());
    armed.set(true);

    List<Future<JsonObject>> signOns =
        IntStream.range(0, AT_ONCE).mapToObj(number -> live.signOnAlice()).toList();
    await(Future.join(signOns).otherwiseEmpty());

    List<Future<JsonObject>> failed = signOns.stream().filter(Future::failed).toList();
    assertEquals(1, failed.size());
    JsonObject failure = assertFails(failed.get(0), fault.code(), fault.error(), step);
    assertEquals(fault == Fault.STATUS_429 ? 7 : null, failure.getInteger("retry_after"));
    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  @ParameterizedTest
  @EnumSource(names = "STATUS_400_WITH_HTML", mode = EnumSource.Mode.EXCLUDE)
  void keySetThatCannotBeHadFailsAtTheIdTokenAndTheNextNeedFetchesAgain(Fault fault) {
    deployAgainst(fault, "id_token");
    armed.set(true);

    assertFails(live.signOnAlice(), fault.code(), fault.error(), "id_token");
    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  @Test
  void nobodyListensThere() {
    JsonObject configuration = live.sandbox().verticleConfiguration();
    live.deploy(
        configuration
            .put("baseUrl", configuration.getString("baseUrl").replaceFirst(":\\d+", ":1"))
            .put("retry", new JsonObject().put("maxAttempts", 1)));

    assertFails(live.signOnAlice(), 503, "unavailable", "authorize");
  }

  @Test
  void supportIdsOfPingOneAreKept() {
    deployAgainst(Fault.STATUS_429, "token");
    armed.set(true);

    JsonObject failure = assertFails(live.signOnAlice(), 429, "rate_limited", "token");
    assertEquals("limited-1", failure.getString("pingone_id"));
    assertEquals(429, failure.getInteger("http_status"));
  }

  /**
   * A verticle that never sends again, against a sandbox whose next answer at a step goes wrong.
   */
  private void deployAgainst(Fault fault, String step) {
    live.deploy(
        live.sandbox(
                options(),
                request -> {
                  boolean hit =
                      Fault.stepOf(request).equals(step) && armed.compareAndSet(true, false);
                  if (hit) {
                    fault.happenTo(request, live.vertx());
                  }
                  return hit;
                })
            .verticleConfiguration()
            .put("requestTimeoutMs", 1500)
            .put("retry", new JsonObject().put("maxAttempts", 1)));
  }
}
