package dev.tokenflow.pingone.bench;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Keeps a constant number of acquisitions in flight: whenever one ends, the next starts. Everything
 * runs on one event loop, so a Vert.x with a single event loop does all its work on that thread.
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
    home.runOnContext(ignored -> thread.complete(Thread.currentThread().getId()));
    this.threadId = thread.future().await();
  }

  /** The id of the event loop's thread. */
  long threadId() {
    return threadId;
  }

  /** Runs this many acquisitions; completes when all have ended. */
  Future<Result> runCount(int inFlight, int acquisitions) {
    return new Run(inFlight, acquisitions, 0, Long.MAX_VALUE).start();
  }

  /**
   * Starts acquisitions during warm-up and measurement, and measures after the warm-up; completes
   * when all have ended.
   */
  Future<Result> runFor(int inFlight, long warmUpSeconds, long seconds) {
    return new Run(
            inFlight,
            Integer.MAX_VALUE,
            TimeUnit.SECONDS.toNanos(warmUpSeconds),
            TimeUnit.SECONDS.toNanos(seconds))
        .start();
  }

  /** Starts this many acquisitions and ignores their results. */
  void runUnanswered(int acquisitions) {
    home.runOnContext(
        ignored -> {
          for (int started = 0; started < acquisitions; started++) {
            variant.acquire();
          }
        });
  }

  /**
   * The result of a run.
   *
   * @param acquired the number that succeeded during the measurement
   * @param failed the number that failed
   * @param nanos the length of the measurement
   * @param latencies the durations of those that started during the measurement, in nanoseconds
   * @param failure the last failure, or null
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
    private int started;
    private int running;
    private long acquired;
    private long failed;
    private Throwable failure;

    Run(int inFlight, int acquisitions, long warmUp, long length) {
      if (inFlight < 1 || acquisitions < 1) {
        throw new IllegalArgumentException("in flight and acquisitions must be 1 or more");
      }
      this.inFlight = inFlight;
      this.acquisitions = acquisitions;
      this.warmUp = warmUp;
      this.length = length;
    }

    Future<Result> start() {
      home.runOnContext(
          ignored -> {
            from = System.nanoTime() + warmUp;
            while (running < inFlight && started < acquisitions) {
              startNext();
            }
          });
      return end.future();
    }

    private void startNext() {
      started++;
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
      if (!over && started < acquisitions) {
        startNext();
      } else if (running == 0) {
        end.complete(
            new Result(acquired, failed, Math.min(length, now - from), latencies, failure));
      }
    }
  }
}
