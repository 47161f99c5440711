package dev.tokenflow.pingone.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountLeaderTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void electsOneInstanceAndAnotherAfterItCloses() throws Exception {
    AccountLeader first = leader("first");
    start(first);
    start(leader("second"));
    assertEquals("first", begun.poll(10, TimeUnit.SECONDS));
    assertTrue(begun.isEmpty());

    close(first);

    assertEquals("second", begun.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void passesOverAnInstanceThatClosedWhileItWaited() throws Exception {
    AccountLeader first = leader("first");
    AccountLeader second = leader("second");
    start(first);
    start(second);
    start(leader("third"));
    assertEquals("first", begun.poll(10, TimeUnit.SECONDS));

    close(second);
    close(first);

    assertEquals("third", begun.poll(10, TimeUnit.SECONDS));
    assertTrue(begun.isEmpty());
  }

  @Test
  void releasesTheLockIfItCannotBegin() throws Exception {
    AccountLeader broken =
        new AccountLeader(vertx, "lock", () -> Future.failedFuture("cannot listen"));
    assertThrows(RuntimeException.class, () -> start(broken));

    start(leader("second"));

    assertEquals("second", begun.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void triesAgainIfItCannotBeginWhenItTakesOver() throws Exception {
    AccountLeader first = leader("first");
    Promise<Void> failsOnce = Promise.promise();
    start(first);
    start(
        new AccountLeader(
            vertx,
            "lock",
            () -> {
              if (failsOnce.tryFail("cannot listen")) {
                return failsOnce.future();
              }
              begun.add("second");
              return Future.succeededFuture();
            }));
    assertEquals("first", begun.poll(10, TimeUnit.SECONDS));

    close(first);

    assertEquals("second", begun.poll(10, TimeUnit.SECONDS));
  }

  private AccountLeader leader(String name) {
    return new AccountLeader(
        vertx,
        "lock",
        () -> {
          begun.add(name);
          return Future.succeededFuture();
        });
  }

  private void start(AccountLeader leader) throws Exception {
    on(leader::start);
  }

  private void close(AccountLeader leader) throws Exception {
    on(
        () -> {
          leader.close();
          return Future.succeededFuture();
        });
  }

  private void on(Supplier<Future<Void>> work) throws Exception {
    Promise<Void> result = Promise.promise();
    context.runOnContext(now -> work.get().onComplete(result));
    result.future().await(10, TimeUnit.SECONDS);
  }
}
