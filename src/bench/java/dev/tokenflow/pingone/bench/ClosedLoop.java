package dev.tokenflow.pingone.bench;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Keeps so many acquisitions in flight: whenever one ends, the next begins. All of it is on one
 * event loop, so a Vert.x with one event loop spends its time on that thread alone.
 */
final class ClosedLoop {
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Context home;
  private final Variant variant;
  private final long threadId;

  ClosedLoop(Vertx vertx, Variant variant) {
    this.home = vertx.getOrCreateContext();
    this.variant = variant;
    Promise<Long> thread = Promise.promise();
    home.runOnContext(there -> thread.complete(Thread.currentThread().getId()));
    this.threadId = thread.future().await();
  }

  /** The event loop's thread. */
  long threadId() {
    return threadId;
  }

  /** Begins so many, and ends when all have. */
  Future<Result> runCount(int inFlight, int acquisitions) {
    return new Run(inFlight, acquisitions, 0, Long.MAX_VALUE).start();
  }

  /**
   * Begins new ones for so long, measures from the end of the warm-up on, and ends when all have.
   */
  Future<Result> runFor(int inFlight, long warmUpSeconds, long seconds) {
    return new Run(
            inFlight,
            Integer.MAX_VALUE,
            TimeUnit.SECONDS.toNanos(warmUpSeconds),
            TimeUnit.SECONDS.toNanos(seconds))
        .start();
  }

  /** Begins so many, and looks at none of them. */
  void runUnanswered(int acquisitions) {
    home.runOnContext(
        begin -> {
          for (int begun = 0; begun < acquisitions; begun++) {
            variant.acquire();
          }
        });
  }

  /**
   * What came of a run.
   *
   * @param acquired how many succeeded within its time
   * @param failed how many failed
   * @param nanos its time
   * @param latencies how long each that began within its time took, in nanoseconds
   * @param failure one of the failures, or null
   */
  record Result(long acquired, long failed, long nanos, Histogram latencies, Throwable failure) {

    double perSecond() {
      return acquired / (nanos / 1e9);
    }

    double millis(double percentile) {
      return latencies.getValueAtPercentile(percentile) / 1e6;
    }
  }

  private final class Run {
    private final int inFlight;
    private final int acquisitions;
    private final long warmUp;
    private final long length;
    private final Histogram latencies = new Histogram(LONGEST_NANOS, 3);
    private final Promise<Result> end = Promise.promise();
    private long from;
    private int begun;
    private int running;
    private long acquired;
    private long failed;
    private Throwable failure;

    Run(int inFlight, int acquisitions, long warmUp, long length) {
      if (inFlight < 1 || acquisitions < 1) {
        throw new IllegalArgumentException("nothing to run: expected 1 or more, in flight and all");
      }
      this.inFlight = inFlight;
      this.acquisitions = acquisitions;
      this.warmUp = warmUp;
      this.length = length;
    }

    Future<Result> start() {
      home.runOnContext(
          begin -> {
            from = System.nanoTime() + warmUp;
            while (running < inFlight && begun < acquisitions) {
              begin();
            }
          });
      return end.future();
    }

    private void begin() {
      begun++;
      running++;
      long at = System.nanoTime();
      variant.acquire().onComplete(ended -> end(at, System.nanoTime(), ended));
    }

    private void end(long at, long now, AsyncResult<?> ended) {
      running--;
      boolean over = now - from >= length;
      if (ended.failed()) {
        failed++;
        failure = ended.cause();
      } else {
        acquired += now >= from && !over ? 1 : 0;
        if (at >= from) {
          latencies.recordValue(now - at);
        }
      }
      if (!over && begun < acquisitions) {
        begin();
      } else if (running == 0) {
        end.complete(
            new Result(acquired, failed, Math.min(length, now - from), latencies, failure));
      }
    }
  }
}
