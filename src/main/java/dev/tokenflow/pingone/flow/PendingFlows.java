package dev.tokenflow.pingone.flow;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.Base64Url;
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
  private final int maxWithoutPassword;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Held> held = new HashMap<>();
  // The handles of each user's flows, the oldest first, by the name's common spelling.
  private final Map<String, Set<String>> byUser = new HashMap<>();
  // The handles of flows that were begun without a password, the oldest first.
  private final Set<String> withoutPassword = new LinkedHashSet<>();
  private int workedOn;
  private int workedOnWithoutPassword;
  private boolean closed;

  private record Held(OpenFlow flow, Instant expiresAt, long timer) {}

  /**
   * @param continueAt the address that continues a flow, or null without one
   * @param max the maximum number of flows, including the flows that are being worked on
   */
  public PendingFlows(Vertx vertx, @Nullable String continueAt, int max) {
    this.vertx = vertx;
    this.continueAt = continueAt;
    this.max = max;
    this.maxPerUser = Math.max(10, max / 100);
    this.maxWithoutPassword = Math.max(1, max / 2);
  }

  /**
   * Works on a flow that may have to wait for its next step. It has a place from now on, so that no
   * password is submitted for a flow that cannot wait.
   *
   * @return as the work; fails with {@code overloaded} if there is no place
   */
  public <T> Future<T> reserved(Supplier<Future<T>> work) {
    return reserved(false, work);
  }

  /**
   * Works on a flow that begins without a password. Anybody can begin one, so they share half of
   * the places, and the oldest that waits gives way.
   *
   * @return as the work; fails with {@code overloaded} if there is no place
   */
  public <T> Future<T> reservedWithoutPassword(Supplier<Future<T>> work) {
    if (withoutPassword.size() + workedOnWithoutPassword >= maxWithoutPassword) {
      if (withoutPassword.isEmpty()) {
        return Future.failedFuture(full(maxWithoutPassword, "open flows without a password", 0));
      }
      remove(withoutPassword.iterator().next());
    }
    return reserved(true, work);
  }

  private <T> Future<T> reserved(boolean passwordless, Supplier<Future<T>> work) {
    return held.size() + workedOn < max
        ? inItsPlace(passwordless, work)
        : Future.failedFuture(full(max, "open flows", held.size()));
  }

  private static StepException full(int places, String flows, int waiting) {
    return StepException.of(
        ErrorCode.OVERLOADED,
        Step.REQUEST,
        "all "
            + places
            + " places for "
            + flows
            + " are taken (maxPendingFlows): "
            + waiting
            + " wait for their next step");
  }

  private <T> Future<T> inItsPlace(boolean passwordless, Supplier<Future<T>> work) {
    int share = passwordless ? 1 : 0;
    workedOn++;
    workedOnWithoutPassword += share;
    return Future.succeededFuture()
        .compose(now -> work.get())
        .onComplete(
            ended -> {
              workedOn--;
              workedOnWithoutPassword -= share;
            });
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
    if (!flow.withoutPassword()) {
      makeRoomFor(key(flow));
    }
    String handle = Base64Url.random(random, HANDLE_OCTETS);
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
    shareOf(flow).add(handle);
    return required;
  }

  /**
   * The handles among which the oldest gives way. A name that was given without its password does
   * not count: it would drive out the flows of the user whose name it is.
   */
  private Set<String> shareOf(OpenFlow flow) {
    return flow.withoutPassword()
        ? withoutPassword
        : byUser.computeIfAbsent(key(flow), user -> new LinkedHashSet<>());
  }

  private static String key(OpenFlow flow) {
    return spelled(requireNonNull(flow.username(), "a password without a user"));
  }

  private void makeRoomFor(String user) {
    Set<String> handles = byUser.get(user);
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
      if (!withoutPassword.remove(handle)) {
        byUser.computeIfPresent(
            key(removed.flow()),
            (user, handles) -> handles.remove(handle) && handles.isEmpty() ? null : handles);
      }
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

  /** The id of the request that began this flow, or null if the flow is not here. */
  public @Nullable String correlationIdOf(String handle) {
    Held flow = held.get(handle);
    return flow == null ? null : flow.flow().correlationId();
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
    return inItsPlace(taken.flow().withoutPassword(), () -> step.apply(taken.flow()));
  }

  /** The number of flows that wait for their next step. */
  public int size() {
    return held.size();
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
    withoutPassword.clear();
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
