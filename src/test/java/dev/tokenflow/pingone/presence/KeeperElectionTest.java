package dev.tokenflow.pingone.presence;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeeperElectionTest {
  private static final String ADDRESS = "pingone.instances";

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, Candidate> keepers = new ConcurrentHashMap<>();
  private final Candidate one = new Candidate("1");
  private final Candidate two = new Candidate("2");
  private final Candidate three = new Candidate("3");

  /** An instance, with an event loop of its own. */
  private final class Candidate {
    private final Presence presence;
    private KeeperElection election;

    Candidate(String id) {
      presence = Presence.of(vertx, ADDRESS, id, instance -> Future.succeededFuture());
    }

    void begin() {
      election =
          new KeeperElection(
              vertx,
              presence,
              () -> keepers.put(presence.id(), this),
              () -> keepers.remove(presence.id()));
      presence.heartbeat().begin();
    }

    void die() {
      presence.heartbeat().end();
    }
  }

  @BeforeEach
  void begin() throws Exception {
    for (Candidate candidate : new Candidate[] {three, two, one}) {
      candidate.presence.instances().listening().await(10, TimeUnit.SECONDS);
      candidate.begin();
    }
    awaitKeepers(one);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void anotherTakesOverFromOneThatLeaves() throws Exception {
    one.election.close();

    awaitKeepers(two);
  }

  @Test
  void anotherTakesOverFromOneThatFallsSilent() throws Exception {
    one.die();

    awaitKeepers(one, two);
    // It was only silent, and is heard again.
    one.presence.heartbeat().begin();
    awaitKeepers(one);
  }

  private void awaitKeepers(Candidate... expected) throws Exception {
    Promise<Void> elected = Promise.promise();
    vertx.setPeriodic(
        20,
        again -> {
          if (keepers.size() == expected.length
              && List.of(expected).stream().allMatch(keepers::containsValue)) {
            vertx.cancelTimer(again);
            elected.complete();
          }
        });
    elected.future().await(20, TimeUnit.SECONDS);
  }
}
