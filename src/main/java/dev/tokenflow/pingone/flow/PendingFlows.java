package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.RandomValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The flows that wait for their next step, each behind a random handle that is valid for one step.
 * A flow is dropped when it expires at PingOne, and the oldest one of a user who holds too many: a
 * known password must not lock everybody else out.
 */
public final class PendingFlows {
  private static final int HANDLE_OCTETS = 16;

  private final Vertx vertx;
  private final @Nullable String continueAt;
  private final int max;
  private final int maxPerUser;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Held> held = new HashMap<>();
  // The handles of each user's flows, the oldest first, by the name's common spelling.
  private final Map<String, Set<String>> byUser = new HashMap<>();
  private int workedOn;
  private boolean closed;

  private record Held(OpenFlow flow, Instant expiresAt, long timer) {}

  /**
   * @param continueAt the address that continues a flow, or null without one
   * @param max the maximum number of flows, including those that are worked on
   */
  public PendingFlows(Vertx vertx, @Nullable String continueAt, int max) {
    this.vertx = vertx;
    this.continueAt = continueAt;
    this.max = max;
    this.maxPerUser = Math.max(10, max / 100);
  }

  /**
   * Works on a flow that may have to wait for its next step. It has a place from now on, so that no
   * password is submitted for a flow that cannot wait.
   *
   * @return as the work; fails with {@code overloaded} if there is no place
   */
  public <T> Future<T> reserved(Supplier<Future<T>> work) {
    return held.size() + workedOn < max
        ? inItsPlace(work)
        : Future.failedFuture(
            StepException.of(
                ErrorCode.OVERLOADED,
                Step.REQUEST,
                "all "
                    + max
                    + " places for open flows are taken (maxPendingFlows): "
                    + held.size()
                    + " wait for their next step"));
  }

  private <T> Future<T> inItsPlace(Supplier<Future<T>> work) {
    workedOn++;
    return Future.succeededFuture().compose(now -> work.get()).onComplete(ended -> workedOn--);
  }

  /**
   * Holds a flow that was worked on until its next step.
   *
   * @throws StepException {@code unavailable} if closed
   */
  public ActionRequired hold(OpenFlow flow) {
    ActionRequired required = offer(flow);
    if (required == null) {
      throw StepException.closed(Step.REQUEST);
    }
    return required;
  }

  /** Holds a flow that was worked on until its next step, or returns null if closed. */
  public @Nullable ActionRequired offer(OpenFlow worked) {
    if (closed) {
      return null;
    }
    OpenFlow flow = worked.withoutSecrets();
    makeRoomFor(flow.username());
    String handle = RandomValue.base64Url(random, HANDLE_OCTETS);
    Instant expiresAt = flow.expiresAt();
    ActionRequired required =
        new ActionRequired(
            flow.status(),
            flow.actions(),
            handle,
            continueAt,
            expiresAt,
            flow.stepDetails(),
            flow.correlationId());
    long millis = Duration.between(Instant.now(), expiresAt).toMillis();
    long timer = vertx.setTimer(Math.max(1, millis), expired -> remove(handle));
    held.put(handle, new Held(flow.slim(), expiresAt, timer));
    byUser.computeIfAbsent(spelled(flow.username()), user -> new LinkedHashSet<>()).add(handle);
    return required;
  }

  private void makeRoomFor(String username) {
    Set<String> handles = byUser.get(spelled(username));
    if (handles != null && handles.size() >= maxPerUser) {
      remove(handles.iterator().next());
    }
  }

  /**
   * One spelling for all that a server may take for the same user: otherwise a known password would
   * get another share with every letter that is written in upper case.
   */
  private static String spelled(String username) {
    return Normalizer.normalize(username, Normalizer.Form.NFKC)
        .strip()
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  private @Nullable Held remove(String handle) {
    Held removed = held.remove(handle);
    if (removed != null) {
      vertx.cancelTimer(removed.timer());
      byUser.computeIfPresent(
          spelled(removed.flow().username()),
          (user, handles) -> handles.remove(handle) && handles.isEmpty() ? null : handles);
    }
    return removed;
  }

  /**
   * The flow behind a handle, which stays valid.
   *
   * @throws StepException {@code flow_expired} if the handle was used, is unknown or has expired
   */
  public OpenFlow peek(String handle) {
    return known(held.get(handle)).flow();
  }

  /**
   * Takes a flow for its next step, which uses up its handle.
   *
   * @param step runs the step; until it ends the flow keeps its place, so newer flows cannot
   *     displace one that is being worked on
   * @throws StepException {@code flow_expired} if the handle was used, is unknown or has expired
   */
  public <T> Future<T> take(String handle, Function<OpenFlow, Future<T>> step) {
    Held taken = known(remove(handle));
    return inItsPlace(() -> step.apply(taken.flow()));
  }

  /** The number of flows that wait for their next step. */
  public int size() {
    return held.size();
  }

  /** Whether no flow waits for its next step. */
  public boolean isEmpty() {
    return held.isEmpty();
  }

  /**
   * Drops all flows.
   *
   * @return when the last of them expires at PingOne; null if there were none
   */
  public @Nullable Instant close() {
    closed = true;
    Instant last = held.values().stream().map(Held::expiresAt).max(Instant::compareTo).orElse(null);
    held.values().forEach(each -> vertx.cancelTimer(each.timer()));
    held.clear();
    byUser.clear();
    return last;
  }

  private static Held known(@Nullable Held found) {
    if (found == null) {
      throw StepException.of(
          ErrorCode.FLOW_EXPIRED,
          Step.ACTION,
          "the flow is unknown here: it expired or ended, its handle was used already, or newer flows"
              + " of its user took its place");
    }
    return found;
  }
}
