package dev.tokenflow.pingone.options;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A secret whose file may change while the program runs. Each use reads the file; uses at the same
 * time share one read. A file that cannot be read, or is empty because it is being written, leaves
 * the secret unchanged.
 *
 * <p>It belongs to one Vert.x context and must be called there.
 */
public final class RotatingSecret {
  private static final Logger LOG = System.getLogger(RotatingSecret.class.getName());
  private static final Duration PREVIOUS_STAYS_VALID = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final @Nullable String file;
  private final LongSupplier nanoTime;
  private String current;
  private @Nullable String previous;
  private long changedAt;
  private @Nullable Future<String> reading;
  private @Nullable Buffer refused;

  /**
   * @param value the secret as it was when the configuration was read
   * @param file the file that holds it, or null if it never changes
   */
  public RotatingSecret(Vertx vertx, String value, @Nullable String file) {
    this(vertx, value, file, System::nanoTime);
  }

  RotatingSecret(Vertx vertx, String value, @Nullable String file, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.current = value;
    this.file = file;
    this.nanoTime = nanoTime;
  }

  /** The current secret; it never fails. */
  public Future<String> current() {
    if (file == null) {
      return Future.succeededFuture(current);
    }
    if (reading != null) {
      return reading;
    }
    Future<String> read =
        vertx.fileSystem().readFile(file).map(this::renew).otherwise(unreadable -> current);
    reading = read;
    return read.onComplete(done -> reading = null);
  }

  /**
   * The secret to try after the server refused one: its successor if it was replaced while in use,
   * else its predecessor within a minute of the change, because the server may learn of a change
   * later than this client. Null if there is neither.
   */
  public @Nullable String alternativeTo(String refused) {
    if (!refused.equals(current)) {
      return current;
    }
    return previous != null && nanoTime.getAsLong() - changedAt < PREVIOUS_STAYS_VALID.toNanos()
        ? previous
        : null;
  }

  private String renew(Buffer content) {
    SecretText read = SecretText.of(content);
    if (read.fault() == null) {
      refused = null;
      if (!read.value().equals(current)) {
        previous = current;
        current = read.value();
        changedAt = nanoTime.getAsLong();
      }
    } else if (!read.isEmpty() && !content.equals(refused)) {
      refused = content;
      LOG.log(
          Level.WARNING, "The secret in {0} stays as it was: the file {1} now", file, read.fault());
    }
    return current;
  }

  @Override
  public String toString() {
    return "RotatingSecret[***]";
  }
}
