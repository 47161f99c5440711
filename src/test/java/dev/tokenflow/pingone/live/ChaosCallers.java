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
 * Runs many callers of three kinds, a fixed number at a time: with a password only, with a passcode
 * as well, and with a wrong password.
 */
final class ChaosCallers {
  private final Live live;
  private final int first;
  private final int end;
  private final int concurrent;
  private final Promise<Void> all = Promise.promise();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  // Sums of hashes rather than the tokens themselves, because the heap is measured.
  private final AtomicLong repliedTokens = new AtomicLong();
  private final AtomicLong publishedTokens = new AtomicLong();
  private final AtomicInteger repliedFailures = new AtomicInteger();
  private final AtomicInteger publishedFailures = new AtomicInteger();
  private int next;
  private int answered;

  ChaosCallers(Live live, int first, int end, int concurrent) {
    this.live = live;
    this.first = first;
    this.end = end;
    this.concurrent = concurrent;
    this.next = first;
  }

  static boolean hasPasscode(int number) {
    return number % 5 == 3;
  }

  private static boolean isWrong(int number) {
    return number % 5 == 4;
  }

  /** Completes when every caller has its answer. */
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
          for (int caller = 0; caller < concurrent && next < end; caller++) {
            callNext();
          }
        });
    return all.future();
  }

  private void callNext() {
    int number = next++;
    signOn(number)
        .map(outcome -> verdict(number, outcome))
        .otherwise(failure -> verdict(number, failure))
        .onSuccess(
            answer -> {
              answers.merge(answer, 1, Integer::sum);
              answered++;
              if (next < end) {
                callNext();
              } else if (answered == end - first) {
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

  /** Retries as a user would, while the flow is open. */
  private Future<JsonObject> enterPasscode(JsonObject required) {
    return counted(live.continueFlow(required, FlowAction.checkOneTimePasscode(SandboxUser.CODE)))
        .recover(
            failure -> {
              JsonObject failureMessage = new JsonObject(failure.getMessage());
              return failureMessage.containsKey("flow")
                  ? enterPasscode(failureMessage)
                  : Future.failedFuture(failure);
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

  private static String verdict(int number, JsonObject outcome) {
    boolean own =
        "tokens".equals(outcome.getString("outcome"))
            && !isWrong(number)
            && ("user-" + number).equals(outcome.getString("username"))
            && SandboxUser.of("user-" + number, "")
                .subject()
                .equals(outcome.getJsonObject("claims").getString("sub"));
    return own ? "right" : "wrong outcome for user-" + number + ": " + outcome.fieldNames();
  }

  private static String verdict(int number, Throwable failure) {
    if (!(failure instanceof ReplyException reply)
        || reply.failureType() != ReplyFailure.RECIPIENT_FAILURE) {
      return "no answer for user-" + number + ": " + failure;
    }
    JsonObject failureMessage = new JsonObject(reply.getMessage());
    String error = failureMessage.getString("error");
    return isWrong(number) && error.equals("invalid_credentials") ? "right" : error;
  }

  /** Counts by answer: {@code right} for the expected one, otherwise the error. */
  Map<String, Integer> answers() {
    return new TreeMap<>(answers);
  }

  /** The answers that are neither right nor explained by a fault. */
  Map<String, Integer> wrongAnswers(Set<String> errorsOfFaults) {
    Map<String, Integer> wrong = answers();
    wrong.keySet().removeIf(answer -> answer.equals("right") || errorsOfFaults.contains(answer));
    return wrong;
  }

  /** The sum of the hashes of all access tokens in replies. */
  long repliedTokens() {
    return repliedTokens.get();
  }

  /** The sum of the hashes of all published access tokens. */
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
