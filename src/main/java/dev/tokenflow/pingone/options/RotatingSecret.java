package dev.tokenflow.pingone.options;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A secret that may be replaced in its file while the program runs: it is read at each use, once
 * however many use it at the same time. A file that cannot be read, or is empty while it is being
 * written, leaves the secret as it was.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class RotatingSecret {
  private static final Duration PREVIOUS_STAYS_GOOD = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final String file;
  private final LongSupplier nanoTime;
  private String current;
  private String previous;
  private long changedAt;
  private Future<String> underWay;

  /**
   * @param value the secret as it was when the configuration was read
   * @param file the file that holds it, or null where it never changes
   */
  public RotatingSecret(Vertx vertx, String value, String file) {
    this(vertx, value, file, System::nanoTime);
  }

  RotatingSecret(Vertx vertx, String value, String file, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.current = value;
    this.file = file;
    this.nanoTime = nanoTime;
  }

  /** A file's content without the line end that an editor or echo leaves behind a secret. */
  static String of(String content) {
    return content.replaceFirst("[\\r\\n]+$", "");
  }

  /** The secret as it is now; it never fails. */
  public Future<String> current() {
    if (file == null) {
      return Future.succeededFuture(current);
    }
    if (underWay != null) {
      return underWay;
    }
    Future<String> reading =
        vertx
            .fileSystem()
            .readFile(file)
            .map(content -> renewed(of(content.toString())))
            .otherwise(unreadable -> current);
    underWay = reading;
    return reading.onComplete(read -> underWay = null);
  }

  /**
   * What to try where a secret was refused: the one before it, for a minute after the change, since
   * the server may hear of a change later than this client; or the one that took its place
   * meanwhile. Null where there is neither.
   */
  public String insteadOf(String refused) {
    if (!refused.equals(current)) {
      return current;
    }
    return previous != null && nanoTime.getAsLong() - changedAt < PREVIOUS_STAYS_GOOD.toNanos()
        ? previous
        : null;
  }

  private String renewed(String read) {
    if (!read.isBlank() && !read.equals(current)) {
      previous = current;
      current = read;
      changedAt = nanoTime.getAsLong();
    }
    return current;
  }

  @Override
  public String toString() {
    return "RotatingSecret[***]";
  }
}
