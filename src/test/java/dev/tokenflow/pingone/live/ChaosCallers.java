package dev.tokenflow.pingone.live;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers of three kinds, so many at once: with a password, with a passcode besides, and with a
 * wrong password.
 */
final class ChaosCallers {
  private final Live live;
  private final int first;
  private final int end;
  private final int atOnce;
  private final Promise<Void> all = Promise.promise();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  // Sums of hashes instead of the tokens, since the heap is measured.
  private final AtomicLong repliedTokens = new AtomicLong();
  private final AtomicLong publishedTokens = new AtomicLong();
  private final AtomicInteger repliedFailures = new AtomicInteger();
  private final AtomicInteger publishedFailures = new AtomicInteger();
  private int next;
  private int ended;

  ChaosCallers(Live live, int first, int end, int atOnce) {
    this.live = live;
    this.first = first;
    this.end = end;
    this.atOnce = atOnce;
    this.next = first;
  }

  static boolean hasPasscode(int number) {
    return number % 5 == 3;
  }

  private static boolean isWrong(int number) {
    return number % 5 == 4;
  }

  /** Ends when every caller has its answer. */
  Future<Void> run() {
    Context home = live.vertx().getOrCreateContext();
    home.runOnContext(
        go -> {
          live.vertx()
              .eventBus()
              .<JsonObject>consumer(
                  "pingone.tokens",
                  message ->
                      publishedTokens.addAndGet(
                          message.body().getString("access_token").hashCode()));
          live.vertx()
              .eventBus()
              .<JsonObject>consumer(
                  "pingone.failures", message -> publishedFailures.incrementAndGet());
          for (int caller = 0; caller < atOnce && next < end; caller++) {
            callNext();
          }
        });
    return all.future();
  }

  private void callNext() {
    int number = next++;
    signOn(number)
        .map(outcome -> judge(number, outcome))
        .otherwise(failure -> judge(number, failure))
        .onSuccess(
            answer -> {
              answers.merge(answer, 1, Integer::sum);
              ended++;
              if (next < end) {
                callNext();
              } else if (ended == end - first) {
                all.complete();
              }
            });
  }

  private Future<JsonObject> signOn(int number) {
    return counted(
            live.signOn(
                new JsonObject()
                    .put("username", "user-" + number)
                    .put("password", isWrong(number) ? "wrong" : "wonderland-" + number)))
        .compose(
            outcome ->
                outcome.getString("outcome").equals("action_required")
                    ? enterPasscode(outcome)
                    : Future.succeededFuture(outcome));
  }

  /** As a user would: again, for as long as the flow lives on. */
  private Future<JsonObject> enterPasscode(JsonObject required) {
    return counted(live.continueFlow(required, FlowAction.checkOneTimePasscode(SandboxUser.CODE)))
        .recover(
            failure -> {
              JsonObject told = new JsonObject(failure.getMessage());
              return told.containsKey("flow") ? enterPasscode(told) : Future.failedFuture(failure);
            });
  }

  private Future<JsonObject> counted(Future<JsonObject> reply) {
    return reply
        .onSuccess(
            outcome -> {
              if (outcome.getString("outcome").equals("tokens")) {
                repliedTokens.addAndGet(outcome.getString("access_token").hashCode());
              }
            })
        .onFailure(failure -> repliedFailures.incrementAndGet());
  }

  private static String judge(int number, JsonObject outcome) {
    boolean own =
        "tokens".equals(outcome.getString("outcome"))
            && !isWrong(number)
            && ("user-" + number).equals(outcome.getString("username"))
            && SandboxUser.of("user-" + number, "")
                .subject()
                .equals(outcome.getJsonObject("claims").getString("sub"));
    return own ? "right" : "not the right one for user-" + number + ": " + outcome.fieldNames();
  }

  private static String judge(int number, Throwable failure) {
    if (!(failure instanceof ReplyException reply)
        || reply.failureType() != ReplyFailure.RECIPIENT_FAILURE) {
      return "no answer for user-" + number + ": " + failure;
    }
    JsonObject told = new JsonObject(reply.getMessage());
    String error = told.getString("error");
    return isWrong(number) && error.equals("invalid_credentials") ? "right" : error;
  }

  /** How many got which answer: {@code right} for tokens or wrong credentials, or an error. */
  Map<String, Integer> answers() {
    return new TreeMap<>(answers);
  }

  /** The answers that are neither right nor an error that a fault explains. */
  Map<String, Integer> wrongAnswers(Set<String> errorsOfFaults) {
    Map<String, Integer> wrong = answers();
    wrong.keySet().removeIf(answer -> answer.equals("right") || errorsOfFaults.contains(answer));
    return wrong;
  }

  /** A sum over all access tokens that were the answer to somebody. */
  long repliedTokens() {
    return repliedTokens.get();
  }

  /** The same over those that were published. */
  long publishedTokens() {
    return publishedTokens.get();
  }

  int repliedFailures() {
    return repliedFailures.get();
  }

  int publishedFailures() {
    return publishedFailures.get();
  }
}
