package dev.tokenflow.pingone.options;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileProps;

/** Reads a file that the configuration names. */
final class NamedFile {
  private NamedFile() {}

  /** The content; a failure's message stands after "the file". */
  static Future<Buffer> read(Vertx vertx, String path) {
    return Future.succeededFuture(path)
        .compose(vertx.fileSystem()::readFile)
        .recover(
            unreadable ->
                Future.succeededFuture(path)
                    .compose(vertx.fileSystem()::props)
                    .map(FileProps::isDirectory)
                    .otherwise(false)
                    .compose(
                        directory ->
                            Future.failedFuture(directory ? "is a directory" : "cannot be read")));
  }

  /** Whether the content begins with the byte order mark of UTF-16, which Windows writes. */
  static boolean isUtf16(byte[] content) {
    return content.length > 1
        && (content[0] & 0xFF) + (content[1] & 0xFF) == 0xFF + 0xFE; // in either order
  }
}
