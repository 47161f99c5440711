package dev.tokenflow.pingone.live;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.SignOn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Callers of a cluster, each of whom signs another user on, and what they get. */
final class Callers {
  private final Vertx vertx;
  private final Function<SignOn, Future<?>> signOn;
  private final AtomicInteger users = new AtomicInteger();

  private Callers(Vertx vertx, Function<SignOn, Future<?>> signOn) {
    this.vertx = vertx;
    this.signOn = signOn;
  }

  /** Those who use the typed API. */
  static Callers typed(Vertx vertx, PingOneTokens tokens) {
    return new Callers(vertx, tokens::signOn);
  }

  /** Those who send messages to the address of all instances. */
  static Callers raw(Vertx vertx, Duration timeout) {
    DeliveryOptions patience = new DeliveryOptions().setSendTimeout(timeout.toMillis());
    Callers raw =
        new Callers(
            vertx,
            signOn -> vertx.eventBus().request("pingone.sign-on", signOn.toJson(), patience));
    // Not the users of the others.
    raw.users.set(10_000);
    return raw;
  }

  /**
   * An answer to a caller.
   *
   * @param result {@code tokens}, or the error
   * @param description of the error
   * @param sentAt by {@link System#nanoTime()}
   */
  record Answer(String user, String result, String description, long sentAt, long answeredAt) {
    boolean is(String expected) {
      return result.equals(expected);
    }

    Duration waited() {
      return Duration.ofNanos(answeredAt - sentAt);
    }
  }

  /** Signs this number of users on at the same time. */
  Future<List<Answer>> signOn(int number) {
    return Future.all(IntStream.range(0, number).mapToObj(n -> signOn()).toList())
        .map(all -> all.list());
  }

  /** Signs a user on. */
  Future<Answer> signOn() {
    String user = "user" + users.getAndIncrement();
    long sentAt = System.nanoTime();
    return signOn
        .apply(SignOn.of(user, "wonderland"))
        .map(outcome -> new JsonObject().put("error", "tokens"))
        .otherwise(Callers::failure)
        .map(
            result ->
                new Answer(
                    user,
                    result.getString("error"),
                    result.getString("error_description"),
                    sentAt,
                    System.nanoTime()));
  }

  private static JsonObject failure(Throwable cause) {
    return cause instanceof PingOneException failed
        ? failed.failure().toJson()
        : cause instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
            ? new JsonObject(reply.getMessage())
            : new JsonObject().put("error", cause.getMessage());
  }

  /** Signs users on, one each time that this has passed, until a future completes. */
  Future<List<Answer>> signOnEvery(Duration pause, Future<?> end) {
    List<Future<Answer>> signOns = new ArrayList<>();
    Promise<List<Answer>> all = Promise.promise();
    vertx.setPeriodic(
        pause.toMillis(),
        id -> {
          if (!end.isComplete()) {
            signOns.add(signOn());
            return;
          }
          vertx.cancelTimer(id);
          Future.all(signOns).<List<Answer>>map(ended -> ended.list()).onComplete(all);
        });
    return all.future();
  }

  /** How many answers there were of each kind, and how long their callers waited at most. */
  static String summary(List<Answer> answers) {
    return answers.stream().collect(Collectors.groupingBy(Answer::result)).entrySet().stream()
        .map(
            entry ->
                entry.getValue().size()
                    + " "
                    + entry.getKey()
                    + " within "
                    + entry.getValue().stream()
                        .mapToLong(answer -> answer.waited().toMillis())
                        .max()
                        .orElse(0)
                    + " ms")
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
