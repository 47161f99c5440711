package dev.tokenflow.pingone.options;

import dev.tokenflow.pingone.options.RotatingFile.Content;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A secret whose file may change while the program runs; see {@link RotatingFile}.
 *
 * <p>It belongs to one Vert.x context and must be called there.
 */
public final class RotatingSecret {
  private static final System.Logger LOG = System.getLogger(RotatingSecret.class.getName());

  private final RotatingFile<String> file;

  /**
   * @param value the secret as it was when the configuration was read
   * @param file the file that holds it, or null if it never changes
   */
  public RotatingSecret(Vertx vertx, String value, @Nullable String file) {
    this(vertx, value, file, System::nanoTime);
  }

  RotatingSecret(Vertx vertx, String value, @Nullable String file, LongSupplier nanoTime) {
    this.file =
        new RotatingFile<>(vertx, value, file, RotatingSecret::parse, LOG, "secret", nanoTime);
  }

  /** The current secret; it never fails. */
  public Future<String> current() {
    return file.current();
  }

  /**
   * The secret to try after the server refused one: its successor, or its predecessor within a
   * minute of the change, or null.
   */
  public @Nullable String alternativeTo(String refused) {
    return file.alternativeTo(refused);
  }

  private static Content<String> parse(Buffer content) {
    SecretText read = SecretText.of(content);
    return read.fault() == null
        ? new Content<>(read.value(), null)
        : new Content<>(null, read.isEmpty() ? null : read.fault());
  }

  @Override
  public String toString() {
    return "RotatingSecret[***]";
  }
}
