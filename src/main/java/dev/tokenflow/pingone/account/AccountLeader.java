package dev.tokenflow.pingone.account;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Lock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Elects the one instance of a process that keeps the accounts, by a lock; another takes over when
 * it stops.
 */
public final class AccountLeader {
  // A closed instance leaves the queue for the lock after this time: waiting cannot be cancelled.
  private static final long LOCK_TIMEOUT_MS = 10_000;
  // An instance that cannot begin gives way to another one first, and does not spin.
  private static final long PAUSE_MS = 1_000;

  private final Vertx vertx;
  private final String lockName;
  private final Supplier<Future<Void>> begin;
  private @Nullable Lock lock;
  private boolean closed;

  /**
   * @param lockName the same for all instances of one election
   * @param begin starts to keep the accounts
   */
  public AccountLeader(Vertx vertx, String lockName, Supplier<Future<Void>> begin) {
    this.vertx = vertx;
    this.lockName = lockName;
    this.begin = begin;
  }

  /** Completes when this instance keeps the accounts, or another one holds the lock. */
  public Future<Void> start() {
    // A free lock is available at once.
    return vertx
        .sharedData()
        .getLocalLockWithTimeout(lockName, 1)
        .transform(
            asked -> {
              if (asked.succeeded()) {
                return lead(asked.result());
              }
              waitForLock();
              return Future.succeededFuture();
            });
  }

  /** Gives up the lock, so that another instance takes over. */
  public void close() {
    closed = true;
    release();
  }

  private void waitForLock() {
    if (closed) {
      return;
    }
    vertx
        .sharedData()
        .getLocalLockWithTimeout(lockName, LOCK_TIMEOUT_MS)
        .compose(this::lead)
        .onFailure(cause -> vertx.timer(PAUSE_MS).onSuccess(due -> waitForLock()));
  }

  private Future<Void> lead(Lock acquired) {
    lock = acquired;
    if (closed) {
      release();
      return Future.succeededFuture();
    }
    return begin.get().onFailure(cause -> release());
  }

  private void release() {
    if (lock != null) {
      lock.release();
      lock = null;
    }
  }
}
