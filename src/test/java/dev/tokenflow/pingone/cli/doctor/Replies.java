package dev.tokenflow.pingone.cli.doctor;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/** Answers for readings. */
final class Replies {
  private Replies() {}

  static Reply.Answer json(int status, String body) {
    return answer(status, body, "Content-Type", "application/json");
  }

  static Reply.Answer page(int status) {
    return answer(status, "<html>hello</html>", "Content-Type", "text/html");
  }

  static Reply.Answer redirect(String location) {
    return answer(302, "", "Location", location);
  }

  static Reply.Answer answer(int status, String body, String... headers) {
    MultiMap all = MultiMap.caseInsensitiveMultiMap();
    for (int each = 0; each < headers.length; each += 2) {
      all.add(headers[each], headers[each + 1]);
    }
    return new Reply.Answer(status, all, Buffer.buffer(body), Instant.now());
  }
}
