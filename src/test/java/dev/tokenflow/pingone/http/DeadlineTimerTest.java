package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTimerTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<Waiter> open = new ArrayList<>();
  private final List<String> expired = new ArrayList<>();
  private final DeadlineTimer timer = new DeadlineTimer(vertx, this::look);
  private int looks;

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void eachExpiresInWhateverOrderTheyCome() throws Exception {
    Waiter last = new Waiter("last", 90);
    Waiter first = new Waiter("first", 20);
    Waiter second = new Waiter("second", 50);
    onContext(
        () -> {
          waits(last);
          waits(first);
          waits(second);
        });

    Future.all(first.ended.future(), second.ended.future(), last.ended.future())
        .await(10, TimeUnit.SECONDS);

    assertEquals(Set.of("first", "second", "last"), Set.copyOf(expired));
  }

  @Test
  void doesNotExpireWhatHasEnded() throws Exception {
    Waiter quick = new Waiter("quick", 20);
    Waiter slow = new Waiter("slow", 60);
    onContext(
        () -> {
          waits(quick);
          waits(slow);
          open.remove(quick);
        });

    slow.ended.future().await(10, TimeUnit.SECONDS);

    assertEquals(List.of("slow"), expired);
  }

  @Test
  void idleTimerStartsAgainWithTheNext() throws Exception {
    Waiter ended = new Waiter("ended", 20);
    Waiter next = new Waiter("next", 60);
    onContext(
        () -> {
          waits(ended);
          open.remove(ended);
          timer.idle();
          waits(next);
        });

    next.ended.future().await(10, TimeUnit.SECONDS);

    assertEquals(1, looks, "it did not fire for the one that had ended");
  }

  @Test
  void leavesTimersOfOthersAlone() throws Exception {
    Promise<Void> first = Promise.promise();
    vertx.setTimer(50, due -> first.complete());
    onContext(() -> waits(new Waiter("one", 20)));

    first.future().await(10, TimeUnit.SECONDS);
  }

  private List<Waiter> look() {
    looks++;
    return List.copyOf(open);
  }

  private void waits(Waiter waiter) {
    open.add(waiter);
    timer.arm(waiter.deadline());
  }

  private void onContext(Runnable running) throws Exception {
    Promise<Void> done = Promise.promise();
    vertx.runOnContext(
        there -> {
          running.run();
          done.complete();
        });
    done.future().await(10, TimeUnit.SECONDS);
  }

  private final class Waiter implements DeadlineTimer.Timed {
    private final String name;
    private final Deadline deadline;
    private final Promise<Void> ended = Promise.promise();

    Waiter(String name, long millis) {
      this.name = name;
      this.deadline = Deadline.in(Duration.ofMillis(millis));
    }

    @Override
    public Deadline deadline() {
      return deadline;
    }

    @Override
    public void expire() {
      expired.add(name);
      open.remove(this);
      ended.complete();
    }
  }
}
