package dev.tokenflow.pingone.cli;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Asks for the tokens of many users over the event bus, so many at once, on one event loop. */
final class DemoRun {
  // More than the verticle's own deadline, whose failure says more than silence.
  private static final DeliveryOptions PATIENT = new DeliveryOptions().setSendTimeout(35_000);

  private final Vertx vertx;
  private final Context home;
  private final int users;
  private final int concurrency;
  private final Progress progress;
  private final int tokensShown;
  private final Promise<Result> end = Promise.promise();
  private final long[] nanos;
  private final List<JsonObject> samples = new ArrayList<>();
  private final Map<String, Integer> failures = new TreeMap<>();
  private MessageConsumer<JsonObject> published;
  private long startedAt;
  private int asked;
  private int acquired;
  private int failed;
  private int heard;

  DemoRun(Vertx vertx, int users, int concurrency, Progress progress, int tokensShown) {
    this.vertx = vertx;
    this.home = vertx.getOrCreateContext();
    this.users = users;
    this.concurrency = concurrency;
    this.progress = progress;
    this.tokensShown = tokensShown;
    this.nanos = new long[users];
  }

  Future<Result> start() {
    home.runOnContext(
        begin -> {
          published = vertx.eventBus().consumer("pingone.tokens", this::hear);
          startedAt = System.nanoTime();
          for (int first = Math.min(users, concurrency); first > 0; first--) {
            askNext();
          }
        });
    return end.future();
  }

  private void askNext() {
    if (asked == users) {
      return;
    }
    int number = ++asked;
    long at = System.nanoTime();
    JsonObject request =
        new JsonObject().put("username", "user-" + number).put("password", "password-" + number);
    vertx
        .eventBus()
        .<JsonObject>request("pingone.sign-on", request, PATIENT)
        .onSuccess(reply -> nanos[acquired++] = System.nanoTime() - at)
        .onFailure(
            cause -> {
              failed++;
              failures.merge(kind(cause), 1, Integer::sum);
            })
        .onComplete(
            ended -> {
              progress.show(acquired + failed, failed);
              askNext();
              endIfDone();
            });
  }

  /** What failures of one kind have in common: not the description, nor the ids. */
  private static String kind(Throwable cause) {
    if (cause instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
      JsonObject failure = new JsonObject(reply.getMessage());
      return failure.getString("error") + " at " + failure.getString("step");
    }
    return String.valueOf(cause.getMessage());
  }

  private void hear(Message<JsonObject> message) {
    heard++;
    if (samples.size() < tokensShown) {
      samples.add(message.body());
    }
    endIfDone();
  }

  private void endIfDone() {
    if (acquired + failed == users && heard >= acquired) {
      long took = System.nanoTime() - startedAt;
      published
          .unregister()
          .onComplete(
              gone ->
                  end.tryComplete(
                      new Result(
                          acquired,
                          failed,
                          heard,
                          took,
                          new Percentiles(Arrays.copyOf(nanos, acquired)),
                          samples,
                          failures)));
    }
  }

  /** What came of it. */
  record Result(
      int acquired,
      int failed,
      int heard,
      long nanos,
      Percentiles percentiles,
      List<JsonObject> samples,
      Map<String, Integer> failures) {

    void print(PrintWriter out) {
      out.println();
      line(out, "%,d tokens acquired, %,d failed", acquired, failed);
      line(
          out,
          "  in %.2f s, %,.0f a second; p50 %.1f ms, p95 %.1f ms, p99 %.1f ms",
          nanos / 1e9,
          acquired / (nanos / 1e9),
          percentiles.millis(50),
          percentiles.millis(95),
          percentiles.millis(99));
      failures.forEach((failure, times) -> line(out, "  %,d x %s", times, failure));
      out.println();
      line(out, "%,d heard at event bus address pingone.tokens, the first of them:", heard);
      for (JsonObject tokens : samples) {
        line(
            out,
            "  %-9s sub %s  %s %s  expires in %,d s",
            tokens.getString("username"),
            tokens.getJsonObject("claims").getString("sub"),
            tokens.getString("token_type"),
            redacted(tokens.getString("access_token")),
            tokens.getLong("expires_in"));
      }
      out.flush();
    }

    /** Without the samples, which are tokens. */
    @Override
    public String toString() {
      return "Result[acquired=" + acquired + ", failed=" + failed + "]";
    }

    /** Enough to see that there is one, and that they differ. */
    private static String redacted(String token) {
      return token.substring(0, 4) + "… (" + token.length() + " characters)";
    }

    private static void line(PrintWriter out, String format, Object... values) {
      out.println(String.format(Locale.ROOT, format, values));
    }
  }
}
