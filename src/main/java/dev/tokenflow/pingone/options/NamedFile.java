package dev.tokenflow.pingone.options;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.file.FileResolver;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a file that the configuration names. */
final class NamedFile {
  /** Octets of a secret, or of a private key; one of RSA with 8,192 bits has 6 KiB. */
  static final int SECRET_LIMIT = 64 * 1024;

  /** Octets of a file of certificates; all that browsers trust have some 220 KiB. */
  static final int CERTIFICATES_LIMIT = 1024 * 1024;

  private NamedFile() {}

  /**
   * The content; a failure's message stands after "the file".
   *
   * @param limit the octets that it may have
   */
  static Future<Buffer> read(Vertx vertx, String path, int limit) {
    return beginning(vertx, path, limit)
        .compose(
            content ->
                content.length() > limit
                    ? Future.failedFuture(tooLarge(limit))
                    : Future.succeededFuture(content));
  }

  /** As above, but of a file that is too large its first octets, one more than the limit. */
  static Future<Buffer> beginning(Vertx vertx, String path, int limit) {
    // As Vert.x reads files: found in the same places, and never waiting for the workers of others.
    VertxInternal internal = (VertxInternal) vertx;
    return internal.executeBlockingInternal(() -> beginning(internal.fileResolver(), path, limit));
  }

  // Its size is not asked for: that of a pipe or a device is not known.
  private static Buffer beginning(FileResolver resolver, String path, int limit)
      throws IOException {
    // Buffered, as FileInputStream.readNBytes fails for a pipe.
    try (InputStream file = new BufferedInputStream(new FileInputStream(resolver.resolve(path)))) {
      return Buffer.buffer(file.readNBytes(limit + 1));
    } catch (IOException | RuntimeException unreadable) {
      throw new IOException(
          new File(path).isDirectory() ? "is a directory" : "cannot be read", unreadable);
    }
  }

  /** What stands after "the file" for one with more octets than this. */
  static String tooLarge(int limit) {
    return "is larger than " + limit / 1024 + " KiB";
  }

  /** Whether the content begins with the byte order mark of UTF-16, which Windows writes. */
  static boolean isUtf16(byte[] content) {
    return content.length > 1
        && (content[0] & 0xFF) + (content[1] & 0xFF) == 0xFF + 0xFE; // in either order
  }
}
