package dev.tokenflow.pingone.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WarmUpTest {
  private static final Duration IDLE = Duration.ofMillis(2);

  private final Vertx vertx = Vertx.vertx();
  private final Context home = vertx.getOrCreateContext();
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile IntFunction<Future<Void>> answer = number -> Future.succeededFuture();
  private volatile Promise<Void> fetched = Promise.promise();

  private final WarmUp warmUp =
      new WarmUp(
          vertx,
          deadline -> {
            Future<Void> result = answer.apply(fetches.incrementAndGet());
            fetched.tryComplete();
            return result;
          },
          IDLE,
          Duration.ofSeconds(5),
          nanoTime::get);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void doesNothingUnlessItBegins() throws Exception {
    onContext(warmUp::signedOn);
    advance(Duration.ofMinutes(1));

    afterManyTimesIdle();
    assertEquals(0, fetches.get());
  }

  @Test
  void isReadyWhenTheKeySetCame() throws Exception {
    Promise<Void> keySet = Promise.promise();
    answer = number -> keySet.future();
    Promise<Future<Void>> begun = Promise.promise();
    onContext(() -> begun.complete(warmUp.begin()));

    Future<Void> ready = begun.future().await(10, TimeUnit.SECONDS);
    assertEquals(false, ready.isComplete());
    keySet.complete();
    assertEquals(true, ready.succeeded());
  }

  @Test
  void goesOnAfterAFailure() throws Exception {
    answer = number -> Future.failedFuture("away");
    Promise<Future<Void>> begun = Promise.promise();
    onContext(() -> begun.complete(warmUp.begin()));
    assertEquals(true, begun.future().await(10, TimeUnit.SECONDS).succeeded());

    advance(Duration.ofMinutes(1));
    nextFetch();
    nextFetch();
  }

  @Test
  void fetchesOnlyIfNobodySignedOnInTheMeantime() throws Exception {
    onContext(warmUp::begin);

    afterManyTimesIdle(); // no time passes for it
    assertEquals(1, fetches.get());
    advance(IDLE);
    nextFetch();
  }

  @Test
  void stopsFifteenMinutesAfterTheLastSignOnAndGoesOnWithTheNext() throws Exception {
    onContext(warmUp::begin);
    advance(Duration.ofMinutes(14));
    nextFetch();
    onContext(warmUp::signedOn);
    advance(Duration.ofMinutes(14));
    nextFetch();

    advance(Duration.ofMinutes(1));
    afterManyTimesIdle();
    int before = fetches.get();
    afterManyTimesIdle();
    assertEquals(before, fetches.get());

    onContext(warmUp::signedOn);
    advance(Duration.ofMinutes(1));
    nextFetch();
  }

  @Test
  void closingEndsIt() throws Exception {
    onContext(warmUp::begin);
    advance(Duration.ofMinutes(1));
    nextFetch();

    onContext(warmUp::close);
    int before = fetches.get();
    onContext(warmUp::signedOn);
    afterManyTimesIdle();
    assertEquals(before, fetches.get());
  }

  private void nextFetch() throws Exception {
    Promise<Void> next = Promise.promise();
    fetched = next;
    next.future().await(10, TimeUnit.SECONDS);
  }

  /** A timer of the same event loop, long after that of the warm-up would have expired. */
  private void afterManyTimesIdle() throws Exception {
    Promise<Void> later = Promise.promise();
    onContext(() -> vertx.setTimer(20 * IDLE.toMillis(), expired -> later.complete()));
    later.future().await(10, TimeUnit.SECONDS);
  }

  private void advance(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  private void onContext(Runnable action) throws Exception {
    Promise<Void> done = Promise.promise();
    home.runOnContext(
        now -> {
          action.run();
          done.complete();
        });
    done.future().await(10, TimeUnit.SECONDS);
  }
}
