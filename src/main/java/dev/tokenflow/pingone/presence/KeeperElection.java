package dev.tokenflow.pingone.presence;

import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Elects the one instance of a cluster that keeps the accounts, by the beats of all of them. It
 * belongs to its instance's context.
 *
 * <pre>
 * Following -> Keeping     no keeper is heard, and it is this instance's turn
 * Keeping ---> Following   this instance was not heard for a while, or a split network healed and
 *                          the other half's keeper stays
 * any -------> Closed
 * </pre>
 *
 * <p>No shared lock decides: one of Infinispan is not released for certain when its holder's member
 * is suspended and returns, so that nobody would keep the accounts again. Without it two may keep
 * them for a moment, and each signs on for itself.
 */
public final class KeeperElection {
  // Two beats, so that a newcomer hears a keeper first.
  private static final Duration LISTENS_FOR = Duration.ofMillis(2_200);
  // A member that was suspended is a member again after its cluster has merged.
  private static final Duration LISTENS_AFTER_GAP = Duration.ofSeconds(15);
  private static final Duration TURN = Duration.ofMillis(1_500);

  private static final Logger LOG = System.getLogger(KeeperElection.class.getName());

  private final Vertx vertx;
  private final Presence presence;
  private final Runnable keep;
  private final Runnable follow;
  private final long timer;
  private State state = followingIn(LISTENS_FOR);

  private sealed interface State permits Following, Keeping, Closed {}

  /** Another instance is the keeper, or will be, unless none is heard from this moment on. */
  private record Following(long from) implements State {}

  private record Keeping() implements State {}

  private record Closed() implements State {}

  /**
   * Begins to look for a keeper.
   *
   * @param keep begins to keep the accounts
   * @param follow leaves them to another instance
   */
  public KeeperElection(Vertx vertx, Presence presence, Runnable keep, Runnable follow) {
    this.vertx = vertx;
    this.presence = presence;
    this.keep = keep;
    this.follow = follow;
    this.timer = vertx.setPeriodic(Instances.BEAT.toMillis() / 2, due -> look());
    presence.instances().onChange(this::look);
    presence.heartbeat().onGap(this::resignAfterGap);
  }

  /** Leaves the accounts to another instance. */
  public void close() {
    vertx.cancelTimer(timer);
    leave(new Closed());
  }

  private void look() {
    presence.heartbeat().checkGap();
    boolean heard = !presence.otherKeepers().isEmpty();
    if (state instanceof Following following) {
      long sinceThen = System.nanoTime() - following.from();
      if (heard && sinceThen > 0) {
        state = followingIn(Duration.ZERO);
      } else if (!heard && sinceThen >= presence.rank() * TURN.toNanos()) {
        claim();
      }
    } else if (state instanceof Keeping
        && presence.otherKeepers().stream().anyMatch(other -> other.compareTo(presence.id()) < 0)) {
      LOG.log(Level.INFO, "another instance keeps the accounts, this one leaves them to it");
      leave(followingIn(Duration.ZERO));
    }
  }

  private void claim() {
    LOG.log(Level.INFO, "this instance keeps the accounts");
    state = new Keeping();
    presence.heartbeat().keep(true);
    keep.run();
  }

  private void resignAfterGap() {
    if (state instanceof Keeping) {
      LOG.log(
          Level.WARNING,
          "this instance was suspended for a while, so another one may keep the accounts now");
    }
    if (!(state instanceof Closed)) {
      leave(followingIn(LISTENS_AFTER_GAP));
    }
  }

  private void leave(State next) {
    State before = state;
    state = next;
    if (before instanceof Keeping) {
      follow.run();
      presence.heartbeat().keep(false);
    }
  }

  private static Following followingIn(Duration time) {
    return new Following(System.nanoTime() + time.toNanos());
  }
}
