package dev.tokenflow.pingone.http;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The body of an answer that is arriving. Most come as one chunk, which is not copied. */
final class Body {
  private @Nullable Buffer only;
  private @Nullable Buffer joined;

  void append(Buffer chunk) {
    if (joined != null) {
      joined.appendBuffer(chunk);
    } else if (only == null) {
      only = chunk;
    } else {
      joined = Buffer.buffer(2 * (only.length() + chunk.length()));
      joined.appendBuffer(only).appendBuffer(chunk);
      only = null;
    }
  }

  Buffer received() {
    return joined != null ? joined : only != null ? only : Buffer.buffer();
  }

  int length() {
    return joined != null ? joined.length() : only != null ? only.length() : 0;
  }
}
