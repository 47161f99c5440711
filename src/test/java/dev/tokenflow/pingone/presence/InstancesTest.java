package dev.tokenflow.pingone.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class InstancesTest {
  private final Instances instances = new Instances();
  private long now = Long.MAX_VALUE - 1_000_000_000;

  @Test
  void knowsWhomItHears() {
    assertNull(hear("b", false, false));
    assertNull(hear("a", false, true));
    assertEquals(new Beat("b", false, false), hear("b", false, false));

    assertEquals(List.of("a", "b"), instances.alive());
    assertEquals(List.of("a"), instances.keepers());
  }

  @Test
  void dropsAnInstanceThatMissedThreeBeats() {
    hear("a", false, true);
    hear("b", false, false);
    for (int millis = 0; millis < 3_500; millis += 250) {
      assertFalse(sweepAfter(250));
      hear("b", false, false);
    }

    assertTrue(sweepAfter(250));

    assertEquals(List.of("b"), instances.alive());
    assertEquals(List.of(), instances.keepers());
  }

  @Test
  void whoLeavesTakesRequestsOnlyIfNobodyElseIsThere() {
    reach("a");
    hear("a", true, false);
    assertEquals(List.of("a"), instances.serving());

    reach("b");

    assertEquals(List.of("b"), instances.serving());
    assertEquals(List.of("a", "b"), instances.alive());
  }

  /** Who could not hear must not take the others for dead. */
  @Test
  void dropsNobodyForTheTimeInWhichItWasStoppedItself() {
    hear("a", false, false);
    sweepAfter(250);

    sweepAfter(60_000);
    for (int millis = 0; millis < 3_500; millis += 250) {
      assertFalse(sweepAfter(250));
    }
    assertTrue(sweepAfter(250));
  }

  @Test
  void sendsOnlyToThoseThatAnswer() {
    reach("a");
    hear("b", false, false);
    assertEquals(List.of("a"), instances.serving());
    assertEquals(List.of("a", "b"), instances.alive());

    assertTrue(instances.reach("b"));
    assertFalse(instances.reach("b"));
    hear("b", false, false);
    assertEquals(List.of("a", "b"), instances.serving());
    assertEquals(List.of("a", "b"), instances.reached());
  }

  @Test
  void whoComesBackHasToAnswerAgain() {
    reach("a");
    reach("b");
    for (int millis = 0; millis <= 3_500; millis += 250) {
      sweepAfter(250);
      hear("a", false, false);
    }
    assertFalse(instances.reach("b"), "an answer of one that fell silent");

    hear("b", false, false);

    assertEquals(List.of("a", "b"), instances.alive());
    assertEquals(List.of("a"), instances.serving());
  }

  @Test
  void whoWasSilentItselfHasToReachTheOthersAgain() {
    reach("a");
    sweepAfter(250);
    assertFalse(sweepAfter(3_000));
    assertEquals(List.of("a"), instances.serving());

    assertTrue(sweepAfter(4_000));

    assertEquals(List.of(), instances.serving());
    assertEquals(List.of("a"), instances.alive());
  }

  private void reach(String instance) {
    hear(instance, false, false);
    instances.reach(instance);
  }

  private Beat hear(String instance, boolean leaving, boolean keeper) {
    return instances.hear(new Beat(instance, leaving, keeper), now);
  }

  private boolean sweepAfter(long millis) {
    now += millis * 1_000_000;
    return instances.sweep(now);
  }
}
