package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.management.JMException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Thousands of pending flows, and what they leave behind. */
@Tag("endurance")
class HeldFlowsIT {
  private static final int FLOWS = 2_000;
  private static final int BATCH = 250;

  // A class histogram stops the world, including the event loops.
  @RegisterExtension final Live live = Live.withBlockingUpTo(Duration.ofSeconds(10));

  @Test
  void finishedAndExpiredFlowsLeaveNothingBehind() throws JMException {
    // The flows live as long as this machine needs to start and finish twice as many.
    deploy("warm", Duration.ofMinutes(15));
    finish("warm", startFlows("warm", 500));
    Instant before = Instant.now();
    finish("warm", startFlows("warm", 500));
    Duration each = Duration.between(before, Instant.now()).dividedBy(500);
    deploy("pingone", each.multipliedBy(FLOWS).plusSeconds(5));

    List<JsonObject> required = startFlows("pingone", FLOWS);
    assertEquals(FLOWS, required.stream().map(one -> one.getString("flow")).distinct().count());
    assertFails(signOn("pingone", 1), 503, "overloaded", "request");
    finish("pingone", required.subList(0, FLOWS / 2));
    // The flow that was started last expires last, and frees the last place.
    List<JsonObject> left = required.subList(FLOWS / 2, FLOWS);
    long lastExpiry = left.stream().mapToLong(one -> one.getLong("expires_at")).max().orElseThrow();
    long millis = Math.max(1, (lastExpiry + 1) * 1000 - System.currentTimeMillis());
    live.vertx().timer(millis).await();

    for (JsonObject one : List.of(left.get(0), left.get(left.size() - 1), required.get(0))) {
      assertFails(
          live.continueFlow(one, FlowAction.checkOneTimePasscode("246810")),
          410,
          "flow_expired",
          "action");
    }
    assertEquals(Map.of(), HeapHistogram.leftBySignOns());
    finish("pingone", startFlows("pingone", BATCH));
  }

  private void deploy(String address, Duration flowLifetime) {
    Map<String, SandboxUser> users = new HashMap<>();
    for (int number = 0; number < FLOWS; number++) {
      String name = "user-" + number;
      users.put(name, new SandboxUser(name, "wonderland", Policy.ONE_TIME_PASSCODE));
    }
    live.deploy(
        live.sandbox(new SandboxOptions(users).setFlowLifetime(flowLifetime))
            .verticleConfiguration()
            .put("address", address)
            .put("maxPendingFlows", FLOWS));
  }

  /** Starts flows in batches, so that none waits long for the others. */
  private List<JsonObject> startFlows(String address, int count) {
    List<JsonObject> started = new ArrayList<>();
    for (int first = 0; first < count; first += BATCH) {
      started.addAll(
          all(
              IntStream.range(first, first + BATCH)
                  .mapToObj(number -> signOn(address, number))
                  .toList()));
    }
    started.forEach(one -> assertEquals("OTP_REQUIRED", one.getString("status"), one::encode));
    return started;
  }

  private void finish(String address, List<JsonObject> required) {
    for (int first = 0; first < required.size(); first += BATCH) {
      all(required.subList(first, first + BATCH).stream()
              .map(one -> live.continueFlow(one, FlowAction.checkOneTimePasscode("246810")))
              .toList())
          .forEach(one -> assertEquals("tokens", one.getString("outcome"), address));
    }
  }

  private static List<JsonObject> all(List<Future<JsonObject>> futures) {
    await(Future.all(futures));
    return futures.stream().map(Future::result).toList();
  }

  private Future<JsonObject> signOn(String address, int number) {
    return live.request(
        address + ".sign-on",
        new JsonObject().put("username", "user-" + number).put("password", "wonderland"));
  }
}
