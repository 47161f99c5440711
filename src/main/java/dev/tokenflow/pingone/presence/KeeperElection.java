package dev.tokenflow.pingone.presence;

import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Lock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Elects the one instance of a cluster that keeps the accounts. A shared lock decides between
 * instances that ask at the same time; the beats tell the others who has it, so that nobody waits
 * for the lock, which would occupy a worker thread. It belongs to its instance's context.
 *
 * <pre>
 * Following -> Asking      no keeper is heard
 * Asking ----> Keeping     this instance has the lock
 *           -> Following   another one has it
 * Keeping ---> Following   this instance was not heard for a while, or a split network healed and
 *                          the other half's keeper stays
 * any -------> Closed
 * </pre>
 */
public final class KeeperElection {
  // Two beats, so that a newcomer hears a keeper first.
  private static final Duration LISTENS_FOR = Duration.ofMillis(2_200);
  // A member that was suspended is a member again after its cluster has merged.
  private static final Duration LISTENS_AFTER_GAP = Duration.ofSeconds(15);
  private static final long LOCK_TIMEOUT_MS = 1_000;

  private static final Logger LOG = System.getLogger(KeeperElection.class.getName());

  private final Vertx vertx;
  private final String lockName;
  private final Presence presence;
  private final Runnable keep;
  private final Runnable follow;
  private final long timer;
  private State state;

  private sealed interface State permits Following, Asking, Keeping, Closed {}

  /** Asks for the lock where no keeper is heard, from this moment on. */
  private record Following(long asksFrom) implements State {}

  private record Asking() implements State {}

  private record Keeping(Lock lock) implements State {}

  private record Closed() implements State {}

  /**
   * Begins to look for a keeper.
   *
   * @param lockName the same for all instances of one election
   * @param keep begins to keep the accounts
   * @param follow leaves them to another instance
   */
  public KeeperElection(
      Vertx vertx, String lockName, Presence presence, Runnable keep, Runnable follow) {
    this.vertx = vertx;
    this.lockName = lockName;
    this.presence = presence;
    this.keep = keep;
    this.follow = follow;
    this.state = followingFor(LISTENS_FOR);
    this.timer = vertx.setPeriodic(Instances.BEAT.toMillis(), due -> look());
    presence.instances().onChange(this::look);
    presence.heartbeat().onGap(this::resignAfterGap);
  }

  /** Leaves the accounts to another instance. */
  public void close() {
    vertx.cancelTimer(timer);
    leave(new Closed());
  }

  private void look() {
    if (state instanceof Following following
        && presence.otherKeepers().isEmpty()
        && System.nanoTime() - following.asksFrom() >= 0) {
      ask();
    } else if (state instanceof Keeping
        && presence.otherKeepers().stream().anyMatch(this::goesBefore)) {
      LOG.log(Level.INFO, "another instance keeps the accounts, this one leaves them to it");
      leave(followingFor(LISTENS_FOR));
    }
  }

  private void ask() {
    state = new Asking();
    vertx.sharedData().getLockWithTimeout(lockName, LOCK_TIMEOUT_MS).onComplete(this::asked);
  }

  private void asked(AsyncResult<Lock> asked) {
    boolean wanted = state instanceof Asking && presence.otherKeepers().isEmpty();
    if (asked.succeeded() && !wanted) {
      asked.result().release();
    }
    if (!(state instanceof Asking)) {
      return;
    }
    if (asked.failed() || !wanted) {
      state = followingFor(Duration.ZERO);
      return;
    }
    state = new Keeping(asked.result());
    LOG.log(Level.INFO, "this instance keeps the accounts");
    presence.heartbeat().keep(true);
    keep.run();
  }

  private void resignAfterGap() {
    if (state instanceof Keeping) {
      LOG.log(
          Level.WARNING,
          "this instance was stopped for a while, so another one may keep the accounts now");
    }
    if (!(state instanceof Closed)) {
      leave(followingFor(LISTENS_AFTER_GAP));
    }
  }

  private void leave(State next) {
    State before = state;
    state = next;
    if (before instanceof Keeping keeping) {
      follow.run();
      presence.heartbeat().keep(false);
      keeping.lock().release();
    }
  }

  /** Of two keepers all choose the same. */
  private boolean goesBefore(String other) {
    return other.compareTo(presence.id()) < 0;
  }

  private static Following followingFor(Duration listening) {
    return new Following(System.nanoTime() + listening.toNanos());
  }
}
