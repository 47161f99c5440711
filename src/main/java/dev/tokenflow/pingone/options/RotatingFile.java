package dev.tokenflow.pingone.options;

import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a file holds that may change while the program runs. Each use reads the file; uses at the
 * same time share one read. A file that cannot be read, or is empty because it is being written,
 * leaves the value unchanged. New content is parsed on a worker thread: a private key signs on
 * trial, which takes 40 ms with RSA of 8,192 bits.
 *
 * <p>It belongs to one Vert.x context and must be called there.
 *
 * @param <T> a secret or a private key
 */
public final class RotatingFile<T> {
  private static final Logger LOG = System.getLogger(RotatingFile.class.getName());
  private static final Duration PREVIOUS_STAYS_VALID = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final @Nullable String file;
  private final Function<Buffer, Content<T>> parse;
  private final String subject;
  private final LongSupplier nanoTime;
  private T current;
  private @Nullable T previous;
  private boolean currentWasRefused;
  private long changedAt;
  private @Nullable Future<T> reading;
  private @Nullable Buffer known;

  /**
   * The content of the file.
   *
   * @param value the value, or null if none is usable
   * @param fault what stands after "the file" in a message, or null for an empty file
   */
  record Content<T>(@Nullable T value, @Nullable String fault) {
    @Override
    public String toString() {
      return "Content[***]";
    }
  }

  RotatingFile(
      Vertx vertx,
      T value,
      @Nullable String file,
      Function<Buffer, Content<T>> parse,
      String subject,
      LongSupplier nanoTime) {
    this.vertx = vertx;
    this.current = value;
    this.file = file;
    this.parse = parse;
    this.subject = subject;
    this.nanoTime = nanoTime;
  }

  /**
   * A secret.
   *
   * @param value the secret as it was when the configuration was read
   * @param file the file that holds it, or null if it never changes
   */
  public static RotatingFile<String> ofSecret(Vertx vertx, String value, @Nullable String file) {
    return ofSecret(vertx, value, file, System::nanoTime);
  }

  static RotatingFile<String> ofSecret(
      Vertx vertx, String value, @Nullable String file, LongSupplier nanoTime) {
    return new RotatingFile<>(vertx, value, file, RotatingFile::secret, "secret", nanoTime);
  }

  /**
   * A private key. Its {@code kid} and the algorithm stay: the server finds the public key by the
   * former.
   *
   * @param key the key as it was when the configuration was read
   * @param algorithm what every key has to fit
   */
  public static RotatingFile<PrivateKey> ofKey(Vertx vertx, ClientKey key, Algorithm algorithm) {
    return ofKey(vertx, key, algorithm, System::nanoTime);
  }

  static RotatingFile<PrivateKey> ofKey(
      Vertx vertx, ClientKey key, Algorithm algorithm, LongSupplier nanoTime) {
    return new RotatingFile<>(
        vertx, key.value(), key.file(), pem -> key(pem, algorithm), "private key", nanoTime);
  }

  /** The current value; it never fails. */
  public Future<T> current() {
    if (file == null) {
      return Future.succeededFuture(current);
    }
    if (reading != null) {
      return reading;
    }
    Future<T> read =
        NamedFile.beginning(vertx, file, NamedFile.SECRET_LIMIT)
            .compose(this::renew)
            .otherwise(unreadable -> current);
    reading = read;
    return read.onComplete(done -> reading = null);
  }

  /**
   * The value to try after the server refused one: its successor if it was replaced while in use,
   * else its predecessor within a minute of the change, because the server may learn of a change
   * later than this client. Null if there is neither.
   */
  public @Nullable T alternativeTo(T refused) {
    if (!refused.equals(current)) {
      return current;
    }
    currentWasRefused = true;
    return hasJustChanged() ? previous : null;
  }

  private boolean hasJustChanged() {
    return previous != null && nanoTime.getAsLong() - changedAt < PREVIOUS_STAYS_VALID.toNanos();
  }

  private Future<T> renew(Buffer content) {
    return content.equals(known)
        ? Future.succeededFuture(current)
        : ((VertxInternal) vertx)
            .executeBlockingInternal(() -> parsed(content))
            .map(read -> renew(content, read));
  }

  private Content<T> parsed(Buffer content) {
    return content.length() > NamedFile.SECRET_LIMIT
        ? new Content<>(null, NamedFile.tooLarge(NamedFile.SECRET_LIMIT))
        : parse.apply(content);
  }

  private T renew(Buffer content, Content<T> read) {
    if (read.value() != null) {
      known = content;
      if (!read.value().equals(current)) {
        // A new value that was refused, half written for example, is no predecessor to fall back
        // on. An old one is: a refusal may have had another cause.
        previous = currentWasRefused && hasJustChanged() ? previous : current;
        currentWasRefused = false;
        current = read.value();
        changedAt = nanoTime.getAsLong();
      }
    } else if (read.fault() != null) {
      known = content;
      LOG.log(
          Level.WARNING,
          "The {0} in {1} stays as it was: the file {2} now",
          subject,
          file,
          read.fault());
    }
    return current;
  }

  private static Content<String> secret(Buffer content) {
    SecretText read = SecretText.of(content);
    return read.fault() == null
        ? new Content<>(read.value(), null)
        : new Content<>(null, read.isEmpty() ? null : read.fault());
  }

  private static Content<PrivateKey> key(Buffer content, Algorithm algorithm) {
    if (content.length() == 0) {
      return new Content<>(null, null);
    }
    try {
      PrivateKey key = PemPrivateKey.parse(content.getBytes());
      return ClientKey.algorithms(key).contains(algorithm)
          ? new Content<>(key, null)
          : new Content<>(
              null, "holds " + ClientKey.description(key) + ", which does not fit " + algorithm);
    } catch (GeneralSecurityException unusable) {
      return new Content<>(null, unusable.getMessage());
    }
  }
}
