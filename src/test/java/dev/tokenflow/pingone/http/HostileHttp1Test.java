package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.options.HttpLimits;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server of bare octets: each request ends with one answer, and no error is logged. */
@Timeout(60)
class HostileHttp1Test {
  private static final String SECRET = "wonderland";
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  // What follows an answer on its connection belongs to no request.
  private static final List<String> ANSWERS =
      List.of(
          "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n".repeat(20_000) + GOOD,
          "HTTP/1.1 100 Continue\r\n\r\n".repeat(20_000) + GOOD,
          "HTTP/1.1 102 Processing\r\n\r\n" + GOOD,
          "HTTP/1.1 199 Odd\r\n\r\n".repeat(100) + GOOD,
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: " + SECRET + "\r\n\r\nxxx",
          GOOD.repeat(1_000),
          "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello",
          "HTTP/1.1 304 Not Modified\r\n\r\nhello",
          "HTTP/1.1 000 Zero\r\n\r\n",
          "HTTP/1.1 99999 Large\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 -1 Negative\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 " + SECRET + "\r\n\r\n",
          "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
          "HTTP/0.9 200 OK\r\nContent-Length: 0\r\n\r\n",
          "HTTP/99.99 200 OK\r\nContent-Length: 0\r\n\r\n",
          GOOD.replace("\r", ""),
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775808\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\nx",
          "HTTP/1.1 200 OK\r\nContent-Length: 0x10\r\n\r\n",
          "HTTP/1.1 200 OK\r\n" + SECRET + "\r\n\r\n",
          "HTTP/1.1 200 OK\r\n: " + SECRET + "\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX: a\r\n " + SECRET + "\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 200 OK\r\n" + "x".repeat(100_000) + ": y\r\n\r\n",
          "HTTP/1.1 200 " + "x".repeat(1_000_000) + "\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          CHUNKED + "FFFFFFFFFFFFFFFF\r\n" + SECRET,
          CHUNKED + "-5\r\nhello\r\n0\r\n\r\n",
          CHUNKED + "5;" + "x".repeat(100_000) + "\r\nhello\r\n0\r\n\r\n",
          CHUNKED + "1\r\nx\r\n".repeat(50_000) + "0\r\n\r\n",
          CHUNKED + "0\r\n" + "X: y\r\n".repeat(100_000) + "\r\n",
          CHUNKED + "0\r\n" + SECRET + "\r\n\r\n",
          "HTTP/1.1 302 Found\r\nLocation: \r\nContent-Length: 0\r\n\r\n",
          lines(
              "HTTP/1.1 200 OK",
              "Set-Cookie: =",
              "Set-Cookie: ;;;",
              "Set-Cookie: a=\u00ff\u0001",
              "Set-Cookie: b=c; Max-Age=99999999999999999999; Expires=Fri, 31 Dec 99999",
              "Content-Length: 0"),
          "\r\n\r\n\r\n" + GOOD,
          "\u0000".repeat(100_000),
          "x".repeat(1_000_000),
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  @Test
  void eachRequestEndsWithOneAnswer() throws Exception {
    Vertx vertx = Vertx.vertx();
    AtomicInteger current = new AtomicInteger();
    try {
      int port =
          vertx
              .createNetServer()
              .connectHandler(
                  socket ->
                      socket.handler(
                          request -> {
                            socket.write(Buffer.buffer(ANSWERS.get(current.get()), "ISO-8859-1"));
                            socket.end();
                          }))
              .listen(0, "127.0.0.1")
              .await(20, TimeUnit.SECONDS)
              .actualPort();
      HttpLimits once = new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 1, false, 1);
      Caller caller = new Caller(vertx, new Origin(false, "127.0.0.1", port), once, null, null);

      for (; current.get() < ANSWERS.size(); current.incrementAndGet()) {
        String ending;
        try {
          Response answer = caller.answer(RequestKind.CREDENTIALS);
          // The cookies go into the next request.
          ending = "status " + answer.status() + " " + answer.cookies().header();
        } catch (StepException failed) {
          ending = failed.failure().description();
        }
        String shown = current.get() + ": " + ending;

        assertFalse(ending.contains(SECRET), shown);
        assertFalse(ending.contains("within"), shown);
        assertTrue(ending.length() <= 200, shown);
      }
      assertEquals(ANSWERS.size(), current.get());
    } finally {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
  }
}
