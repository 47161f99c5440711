package dev.tokenflow.pingone.options;

import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import dev.tokenflow.pingone.options.RotatingFile.Content;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A private key whose file may change while the program runs; see {@link RotatingFile}. Its {@code
 * kid} and the algorithm stay: the server finds the public key by the former.
 *
 * <p>It belongs to one Vert.x context and must be called there.
 */
public final class RotatingKey {
  private static final System.Logger LOG = System.getLogger(RotatingKey.class.getName());

  private final RotatingFile<PrivateKey> file;

  /**
   * @param key the key as it was when the configuration was read
   * @param algorithm what every key has to fit
   */
  public RotatingKey(Vertx vertx, ClientKey key, Algorithm algorithm) {
    this(vertx, key, algorithm, System::nanoTime);
  }

  RotatingKey(Vertx vertx, ClientKey key, Algorithm algorithm, LongSupplier nanoTime) {
    this.file =
        new RotatingFile<>(
            vertx,
            key.value(),
            key.file(),
            content -> parse(content, algorithm),
            LOG,
            "private key",
            nanoTime);
  }

  /** The current key; it never fails. */
  public Future<PrivateKey> current() {
    return file.current();
  }

  /**
   * The key to try after the server refused one: its successor, or its predecessor within a minute
   * of the change, or null.
   */
  public @Nullable PrivateKey alternativeTo(PrivateKey refused) {
    return file.alternativeTo(refused);
  }

  private static Content<PrivateKey> parse(Buffer content, Algorithm algorithm) {
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

  @Override
  public String toString() {
    return "RotatingKey[***]";
  }
}
