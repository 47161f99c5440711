package dev.tokenflow.pingone.cli;

import static java.util.Objects.requireNonNull;

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
import org.jspecify.annotations.Nullable;

/**
 * Signs users on over the event bus, at most {@code concurrency} at a time. Everything runs on one
 * event loop.
 */
final class DemoRun {
  // Longer than the verticle's deadline: its failure is more specific than a send timeout.
  private static final DeliveryOptions DELIVERY = new DeliveryOptions().setSendTimeout(35_000);

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
  private @Nullable MessageConsumer<JsonObject> published;
  private long startedAt;
  private int requested;
  private int acquired;
  private int failed;
  private int received;

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
        ignored -> {
          published = vertx.eventBus().consumer("pingone.tokens", this::receive);
          startedAt = System.nanoTime();
          for (int started = 0; started < Math.min(users, concurrency); started++) {
            requestNext();
          }
        });
    return end.future();
  }

  private void requestNext() {
    if (requested == users) {
      return;
    }
    int number = ++requested;
    long at = System.nanoTime();
    JsonObject request =
        new JsonObject().put("username", "user-" + number).put("password", "password-" + number);
    vertx
        .eventBus()
        .<JsonObject>request("pingone.sign-on", request, DELIVERY)
        .onSuccess(reply -> nanos[acquired++] = System.nanoTime() - at)
        .onFailure(
            cause -> {
              failed++;
              failures.merge(kind(cause), 1, Integer::sum);
            })
        .onComplete(
            answered -> {
              progress.show(acquired + failed, failed);
              requestNext();
              endIfDone();
            });
  }

  /** Groups failures by error and step; descriptions and ids differ from user to user. */
  private static String kind(Throwable cause) {
    if (cause instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
      JsonObject failure = new JsonObject(reply.getMessage());
      return failure.getString("error") + " at " + failure.getString("step");
    }
    return String.valueOf(cause.getMessage());
  }

  private void receive(Message<JsonObject> message) {
    received++;
    if (samples.size() < tokensShown) {
      samples.add(message.body());
    }
    endIfDone();
  }

  private void endIfDone() {
    if (acquired + failed == users && received >= acquired) {
      long elapsed = System.nanoTime() - startedAt;
      requireNonNull(published)
          .unregister()
          .onComplete(
              unregistered ->
                  end.tryComplete(
                      new Result(
                          acquired,
                          failed,
                          received,
                          elapsed,
                          new Percentiles(Arrays.copyOf(nanos, acquired)),
                          samples,
                          failures)));
    }
  }

  /** The result of a run. */
  record Result(
      int acquired,
      int failed,
      int received,
      long nanos,
      Percentiles percentiles,
      List<JsonObject> samples,
      Map<String, Integer> failures) {

    void print(PrintWriter out) {
      out.println();
      line(out, "%,d tokens acquired, %,d failed", acquired, failed);
      line(
          out,
          "  in %.2f s, %,.0f per second; latency p50 %.1f ms, p95 %.1f ms, p99 %.1f ms",
          nanos / 1e9,
          acquired / (nanos / 1e9),
          percentiles.millis(50),
          percentiles.millis(95),
          percentiles.millis(99));
      failures.forEach((failure, times) -> line(out, "  %,d x %s", times, failure));
      out.println();
      line(out, "%,d received at event bus address pingone.tokens, among them:", received);
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

    /** Omits the samples, which hold tokens. */
    @Override
    public String toString() {
      return "Result[acquired=" + acquired + ", failed=" + failed + "]";
    }

    /** Shows enough to tell one token from another. */
    private static String redacted(String token) {
      return token.substring(0, 4) + "… (" + token.length() + " characters)";
    }

    private static void line(PrintWriter out, String format, Object... values) {
      out.println(String.format(Locale.ROOT, format, values));
    }
  }
}
