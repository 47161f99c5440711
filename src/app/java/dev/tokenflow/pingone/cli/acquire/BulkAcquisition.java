package dev.tokenflow.pingone.cli.acquire;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.cli.StopSignal;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Acquires tokens for the users of a CSV file.
 *
 * @param users the CSV file
 * @param out the file of results
 * @param concurrency how many sign-ons are under way at most
 * @param rate how many begin per second at most, or null for what the configuration says
 * @param resume whether to go on with the results of earlier runs
 * @param retryFailed whether to do everybody again who has no tokens
 * @param password the password of all users, or null to read it from the CSV file
 * @param terminal whether the output is a terminal
 */
public record BulkAcquisition(
    Path users,
    Path out,
    int concurrency,
    @Nullable Double rate,
    boolean resume,
    boolean retryFailed,
    @Nullable String password,
    boolean terminal) {
  // A client's flows take 16 KiB each at most.
  private static final int MAX_OPEN_FLOWS = 2_000;
  private static final int INTERRUPTED = 1;
  private static final int DEFAULT_CONNECTIONS = 256;

  /**
   * Runs to the end, or until it is interrupted.
   *
   * @return whether all users have tokens now
   * @throws RuntimeException if the configuration or a file cannot be used; then nobody was signed
   *     on, and the file of results is as it was
   */
  public boolean run(JsonObject configuration, PrintWriter to, PrintWriter err)
      throws InterruptedException, IOException {
    Vertx vertx = Vertx.vertx();
    Stop stop = new Stop();
    StopSignal signal =
        new StopSignal(() -> stop.ask("interrupted"), () -> Runtime.getRuntime().halt(INTERRUPTED));
    try {
      PingOneOptions options = PingOneOptions.load(vertx, adapted(configuration)).await();
      UserMarks marks = new UserMarks();
      int listed = UserCheck.run(users, password, marks, err, stop);
      Predicate<Ending> stays = retryFailed ? Ending::isTokens : Ending::isFinal;
      if (stop.isAsked()) {
        return endedBefore(err);
      }
      try (Results results = Results.open(out, resume, stays, marks, stop, err)) {
        if (stop.isAsked()) {
          return endedBefore(err);
        }
        SignOns signOns = new SignOns(() -> PingOneTokens.direct(vertx, options), MAX_OPEN_FLOWS);
        Places places = new Places(concurrency, options.maxRate(), stop, System::nanoTime);
        BulkRun run =
            new BulkRun(this, listed, marks, results, signOns, places, stop, options, to, err);
        Summary summary = run.toTheEnd();
        signOns.close().await();
        summary.print(to);
        return summary.isSuccess();
      }
    } finally {
      vertx.close().await();
      signal.close();
    }
  }

  private static boolean endedBefore(PrintWriter err) {
    err.println("Interrupted before any user was signed on.");
    return false;
  }

  /** The configuration for a run: what is for a service is left out. */
  private JsonObject adapted(JsonObject configuration) {
    JsonObject adapted = configuration.copy();
    adapted.remove("accounts");
    adapted.remove("publish");
    adapted
        .put("warmUp", false)
        .put("prefetchFlows", 0)
        .put("maxInFlight", concurrency)
        // Those that find fewer connections than places wait in the queue.
        .put("maxQueued", concurrency)
        .put("maxPendingFlows", MAX_OPEN_FLOWS + concurrency);
    if (!adapted.containsKey("maxConnections")) {
      adapted.put("maxConnections", Math.max(DEFAULT_CONNECTIONS, concurrency));
    }
    if (rate != null) {
      adapted.put("maxRate", rate);
    }
    return adapted;
  }

  RunProgress progress(PrintWriter to, int listed, int kept) {
    return terminal
        ? new TerminalProgress(to, listed, kept, System::nanoTime)
        : new PlainProgress(to, listed, kept, System::nanoTime);
  }
}
