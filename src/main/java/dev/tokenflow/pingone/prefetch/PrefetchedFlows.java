package dev.tokenflow.pingone.prefetch;

import dev.tokenflow.pingone.flow.OpenFlow;
import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.StepException;
import io.vertx.core.Future;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a number of flows begun ahead as long as users sign on now and then. It looks a little
 * later than each sign-on, whose connection is free by then, and begins nothing that anything else
 * waits for.
 */
public final class PrefetchedFlows {
  /** How often it looks whether flows are missing. */
  public static final Duration LOOKS_EVERY = Duration.ofSeconds(1);

  /** Well below the 15 minutes after which PingOne drops an idle flow. */
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private static final Duration KEPT_FOR = Duration.ofMinutes(15);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(30);
  private static final int AT_ONCE = 4;
  private static final int PATIENT_LOOKS = 5;
  private static final Set<String> USABLE =
      Set.of("USERNAME_PASSWORD_REQUIRED", "SIGN_ON_REQUIRED");
  private static final Logger LOG = System.getLogger(PrefetchedFlows.class.getName());

  /** What a flow that is begun ahead would meet. */
  public enum Traffic {
    /** Nothing runs: a connection is idle. */
    NONE,
    /** Calls run, and one more could. */
    LIGHT,
    /** Calls wait, or requests are held up. */
    HEAVY
  }

  private final Vertx vertx;
  private final int wanted;
  private final Supplier<Future<OpenFlow>> begin;
  private final Supplier<Traffic> traffic;
  private final Supplier<Moment> clock;
  private final Duration looksEvery;
  // The oldest first.
  private final Deque<Begun> ready = new ArrayDeque<>();
  private int beginning;
  private int looksInTraffic;
  private @Nullable Moment lastSignOn;
  private @Nullable Moment failedAt;
  private @Nullable Timer timer;
  private boolean reported;
  private boolean closed;

  private record Begun(OpenFlow flow, Moment at) {}

  /**
   * @param wanted how many flows to keep; 0 for none
   * @param begin begins one
   * @param traffic what there is now
   */
  public PrefetchedFlows(
      Vertx vertx,
      int wanted,
      Supplier<Future<OpenFlow>> begin,
      Supplier<Traffic> traffic,
      Supplier<Moment> clock,
      Duration looksEvery) {
    this.vertx = vertx;
    this.wanted = wanted;
    this.begin = begin;
    this.traffic = traffic;
    this.clock = clock;
    this.looksEvery = looksEvery;
  }

  /** Somebody signs on. */
  public void signedOn() {
    if (wanted > 0 && !closed) {
      lastSignOn = clock.get();
      if (timer == null) {
        lookLater();
      }
    }
  }

  /** Takes a fresh flow, or returns null if there is none. */
  public @Nullable OpenFlow take() {
    if (ready.isEmpty()) {
      return null;
    }
    dropOld(clock.get());
    Begun oldest = ready.poll();
    return oldest == null ? null : oldest.flow();
  }

  /** How many flows are ready. */
  public int ready() {
    return ready.size();
  }

  /** Drops all flows, and begins no more. */
  public void close() {
    closed = true;
    ready.clear();
    if (timer != null) {
      timer.cancel();
    }
  }

  private void lookLater() {
    timer = vertx.timer(looksEvery.toMillis(), TimeUnit.MILLISECONDS);
    timer.onSuccess(
        due -> {
          timer = null;
          look();
        });
  }

  private void look() {
    Moment now = clock.get();
    dropOld(now);
    if (isYoungerThan(KEPT_FOR, lastSignOn, now)) {
      looksInTraffic = traffic.get() == Traffic.LIGHT ? looksInTraffic + 1 : 0;
      fill();
      lookLater();
    }
  }

  private void fill() {
    while (!closed
        && ready.size() + beginning < wanted
        && beginning < AT_ONCE
        && !isYoungerThan(AFTER_A_FAILURE, failedAt, clock.get())
        && mayBegin()) {
      beginOne(clock.get());
    }
  }

  /** A single sign-on that runs is soon over, and its connection free; steady traffic is not. */
  private boolean mayBegin() {
    return switch (traffic.get()) {
      case NONE -> true;
      case LIGHT -> looksInTraffic >= PATIENT_LOOKS;
      case HEAVY -> false;
    };
  }

  private void beginOne(Moment now) {
    beginning++;
    begin
        .get()
        .onComplete(ended -> beginning--)
        .onSuccess(flow -> keep(flow, now))
        .onFailure(cause -> failed(cause, now));
  }

  private void keep(OpenFlow flow, Moment begunAt) {
    if (closed) {
      return;
    }
    if (USABLE.contains(flow.status())) {
      ready.add(new Begun(flow, begunAt));
      fill();
      return;
    }
    failedAt = begunAt;
    if (!reported) {
      reported = true;
      LOG.log(
          Level.WARNING,
          "prefetchFlows is of no use: a flow begins with {0} instead of user name and password",
          flow.status());
    }
  }

  private void failed(Throwable cause, Moment begunAt) {
    failedAt = begunAt;
    LOG.log(
        Level.DEBUG,
        "no flow can be begun ahead: {0}",
        cause instanceof StepException step ? step.failure().description() : cause.getClass());
  }

  private void dropOld(Moment now) {
    ready.removeIf(
        each ->
            !isYoungerThan(MAX_AGE, each.at(), now)
                || !now.time().isBefore(each.flow().expiresAt()));
  }

  private static boolean isYoungerThan(Duration age, @Nullable Moment moment, Moment now) {
    return moment != null && now.since(moment).compareTo(age) < 0;
  }
}
