package dev.tokenflow.pingone.cli.acquire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class PlacesTest {
  private static final User ALICE = new User(2, "alice", "wonderland", null);
  private static final Result TOKENS =
      new Result.Answered(
          ALICE, new Tokens("a", "Bearer", null, null, null, null, null, null, "alice", "c1"));

  private long now;
  private final Stop stop = new Stop();

  @Test
  void waitsForAPlace() throws Exception {
    Places places = places(2, null);
    places.take();
    places.take();

    CompletableFuture<Boolean> third = takeElsewhere(places);
    places.free(TOKENS);

    assertTrue(third.get(10, TimeUnit.SECONDS));
    assertEquals(2, places.taken());
  }

  @Test
  void givesNoPlaceOnceItIsToStop() throws Exception {
    Places places = places(1, null);
    places.take();
    CompletableFuture<Boolean> waiting = takeElsewhere(places);

    stop.ask("interrupted");

    assertFalse(waiting.get(10, TimeUnit.SECONDS));
    assertFalse(places.take());
    assertEquals(1, places.taken());
  }

  @Test
  void waitsUntilAllPlacesAreFree() throws Exception {
    Places places = new Places(2, null, stop, System::nanoTime);
    places.take();
    assertFalse(places.awaitFree(Duration.ofMillis(1)));

    places.free(TOKENS);

    assertTrue(places.awaitFree(Duration.ofSeconds(10)));
  }

  /** A tenth of a second's worth may begin at once, as in the client. */
  @Test
  void spreadsBeginningsOverTime() throws Exception {
    Places places = places(1_000, 20.0);
    now += TimeUnit.SECONDS.toNanos(1);

    assertEquals(3, taken(places, 100));
    int later = 0;
    for (int tick = 0; tick < 100; tick++) {
      now += TimeUnit.MILLISECONDS.toNanos(10);
      later += taken(places, 100);
    }
    assertEquals(20, later);
  }

  @Test
  void waitsForTheSecondAtTheSmallestRate() throws Exception {
    now = TimeUnit.DAYS.toNanos(1);
    Places places = places(10, Double.MIN_VALUE);

    assertEquals(1, taken(places, 10));
    now += TimeUnit.DAYS.toNanos(100);
    assertEquals(0, taken(places, 10));
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"RATE_LIMITED", "UNAVAILABLE", "OVERLOADED", "TIMEOUT"})
  void letsFewerGoOnWhileNobodyGetsThrough(ErrorCode error) throws Exception {
    Places places = places(64, null);
    int failed = 0;
    for (int second = 0; second < 600; second++) {
      int begun = taken(places, 64);
      for (int i = 0; i < begun; i++) {
        places.free(failure(error, null));
      }
      failed += begun;
      now += TimeUnit.SECONDS.toNanos(1);
    }

    // 64, 32, ... 1 at first, then one at a time: every 30 seconds in the end.
    assertTrue(failed > 130 && failed < 180, "failed " + failed);
  }

  @Test
  void letsAllGoOnAgainAfterSuccess() throws Exception {
    Places places = places(64, null);
    for (int round = 0; round < 10; round++) {
      now += TimeUnit.MINUTES.toNanos(1);
      freeAll(places, failure(ErrorCode.UNAVAILABLE, null));
    }
    now += TimeUnit.MINUTES.toNanos(1);
    assertEquals(1, limit(places));

    int rounds = 0;
    while (limit(places) < 64) {
      freeAll(places, TOKENS);
      rounds++;
    }
    assertTrue(rounds < 30, "after " + rounds);
  }

  @Test
  void toleratesAFewFailures() throws Exception {
    Places places = places(50, null);
    for (int i = 0; i < 1_000; i++) {
      taken(places, 1);
      places.free(i % 20 == 0 ? failure(ErrorCode.TIMEOUT, null) : TOKENS);
    }

    assertEquals(50, limit(places));
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"INVALID_CREDENTIALS", "ACCOUNT_LOCKED", "FLOW_FAILED"})
  void isNotImpressedByWhatConcernsOneUser(ErrorCode error) throws Exception {
    Places places = places(10, null);
    for (int i = 0; i < 100; i++) {
      taken(places, 1);
      places.free(failure(error, Duration.ofMinutes(1)));
    }

    assertEquals(10, limit(places));
  }

  /** What PingOne says of one user holds nobody else back. */
  @Test
  void goesOnAfterAUserWhoTriedTooOften() throws Exception {
    Places places = places(1, null);
    places.take();
    Failure ofUser =
        new Failure(
            ErrorCode.RATE_LIMITED,
            "",
            Step.CREDENTIALS,
            Duration.ofMinutes(10),
            null,
            null,
            List.of(new Failure.Detail("QUOTA_EXCEEDED", null, null, null)),
            null,
            null,
            "alice",
            "c1");

    places.free(new Result.Failed(ALICE, ofUser));

    assertTrue(places.isFree());
  }

  @Test
  void pausesAsLongAsPingOneAsks() throws Exception {
    Places places = places(10, null);
    taken(places, 1);
    places.free(failure(ErrorCode.RATE_LIMITED, Duration.ofSeconds(60)));

    now += TimeUnit.SECONDS.toNanos(59);
    assertEquals(0, taken(places, 1));
    assertEquals(Duration.ofSeconds(1), places.paused());
    now += TimeUnit.SECONDS.toNanos(1);
    assertEquals(1, taken(places, 1));
  }

  @Test
  void believesInPausesOfAQuarterOfAnHour() throws Exception {
    Places places = places(10, null);
    taken(places, 1);
    places.free(failure(ErrorCode.RATE_LIMITED, Duration.ofDays(1)));

    assertEquals(Duration.ofMinutes(15), places.paused());
  }

  private Places places(int most, Double perSecond) {
    return new Places(most, perSecond, stop, () -> now);
  }

  private static CompletableFuture<Boolean> takeElsewhere(Places places) {
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                taken.complete(places.take());
              } catch (InterruptedException end) {
                taken.completeExceptionally(end);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return taken;
  }

  /** Takes places until the next one would have to wait. */
  private static int taken(Places places, int atMost) throws InterruptedException {
    int taken = 0;
    while (taken < atMost && places.isFree()) {
      places.take();
      taken++;
    }
    return taken;
  }

  private static int limit(Places places) throws InterruptedException {
    int limit = taken(places, 1_000);
    for (int i = 0; i < limit; i++) {
      places.free(TOKENS);
    }
    return limit;
  }

  private static void freeAll(Places places, Result result) throws InterruptedException {
    int taken = taken(places, 1_000);
    for (int i = 0; i < taken; i++) {
      places.free(result);
    }
  }

  private static Result failure(ErrorCode error, Duration retryAfter) {
    return new Result.Failed(
        ALICE,
        new Failure(
            error, "", Step.REQUEST, retryAfter, null, null, List.of(), null, null, "alice", "c1"));
  }
}
