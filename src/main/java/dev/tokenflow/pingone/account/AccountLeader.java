package dev.tokenflow.pingone.account;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Lock;
import java.util.function.Supplier;

/**
 * Sees to it that of all instances of a process, or of a cluster, one keeps the accounts: the first
 * that gets the lock, and after its end another.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class AccountLeader {
  // Under a cluster manager a wait for a lock costs a worker thread, so it is not endless.
  private static final long TURN_MS = 10_000;
  private static final long PAUSE_MS = 1_000;

  private final Vertx vertx;
  private final String lockName;
  private final Supplier<Future<Void>> begin;
  private Lock lock;
  private boolean closed;

  /**
   * @param lockName the same for all instances among which one is chosen
   * @param begin begins to keep the accounts
   */
  public AccountLeader(Vertx vertx, String lockName, Supplier<Future<Void>> begin) {
    this.vertx = vertx;
    this.lockName = lockName;
    this.begin = begin;
  }

  /** Ends when this instance keeps the accounts, or another one is known to. */
  public Future<Void> start() {
    // Within a process a free lock is had at once; the members of a cluster have to be asked.
    return vertx
        .sharedData()
        .getLockWithTimeout(lockName, vertx.isClustered() ? PAUSE_MS : 1)
        .transform(
            asked -> {
              if (asked.succeeded()) {
                return keep(asked.result());
              }
              await();
              return Future.succeededFuture();
            });
  }

  /** Leaves the accounts to another. */
  public void close() {
    closed = true;
    if (lock != null) {
      lock.release();
    }
  }

  private Future<Void> keep(Lock got) {
    if (closed) {
      got.release();
      return Future.succeededFuture();
    }
    lock = got;
    return begin
        .get()
        .onFailure(
            cause -> {
              lock = null;
              got.release();
            });
  }

  private void await() {
    if (closed) {
      return;
    }
    vertx
        .sharedData()
        .getLockWithTimeout(lockName, TURN_MS)
        .compose(this::keep)
        .onFailure(taken -> vertx.setTimer(PAUSE_MS, again -> await()));
  }
}
