package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.meters.Meters;
import dev.tokenflow.pingone.options.HttpLimits;
import dev.tokenflow.pingone.options.ProxySettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends requests to any origin from a context of its own, with three attempts. */
final class Caller {
  private final Context home;
  private final Future<Transport> transport;

  Caller(Vertx vertx, Origin origin, boolean http2, TrustOptions trust) {
    this(
        vertx,
        origin,
        new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 4, http2, 3),
        trust,
        null);
  }

  /** Through a proxy. */
  Caller(Vertx vertx, Origin origin, HttpLimits limits, TrustOptions trust, ProxySettings proxy) {
    home = vertx.getOrCreateContext();
    Promise<Transport> made = Promise.promise();
    home.runOnContext(
        go -> made.complete(new Transport(vertx, origin, limits, trust, proxy, Meters.none())));
    transport = made.future();
  }

  Future<Response> send(RequestKind kind) {
    Promise<Response> answer = Promise.promise();
    home.runOnContext(
        go ->
            transport
                .compose(
                    made ->
                        made.send(
                            Step.AUTHORIZE,
                            kind,
                            Deadline.in(Duration.ofSeconds(30)),
                            () -> Request.post("/", "text/plain", "body", Cookies.NONE, List.of())))
                .onComplete(answer));
    return answer.future();
  }

  Response answer(RequestKind kind) throws Exception {
    return send(kind).await(30, TimeUnit.SECONDS);
  }

  StepFailure failure(RequestKind kind) {
    return assertThrows(StepException.class, () -> answer(kind)).failure();
  }
}
