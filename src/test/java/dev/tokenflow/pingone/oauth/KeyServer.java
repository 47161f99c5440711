package dev.tokenflow.pingone.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.nimbusds.jose.jwk.JWK;
import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.meters.Meters;
import dev.tokenflow.pingone.options.HttpLimits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server of key sets on 127.0.0.1, and a client on one context. */
final class KeyServer implements BeforeEachCallback, AfterEachCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpLimits LIMITS =
      new HttpLimits(Duration.ofSeconds(5), PATIENCE, 4, false, 1);

  private final AtomicInteger requests = new AtomicInteger();
  private volatile Handler<HttpServerRequest> answer;
  private Vertx vertx;
  private Context context;
  private String uri;

  @Override
  public void beforeEach(ExtensionContext test) throws Exception {
    vertx = Vertx.vertx();
    context = vertx.getOrCreateContext();
    int port =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  requests.incrementAndGet();
                  answer.handle(request);
                })
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS)
            .actualPort();
    uri = "http://127.0.0.1:" + port + "/as/jwks";
  }

  @Override
  public void afterEach(ExtensionContext test) throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  Vertx vertx() {
    return vertx;
  }

  Context context() {
    return context;
  }

  String uri() {
    return uri;
  }

  /** The number of requests so far. */
  int requests() {
    return requests.get();
  }

  void answersWith(Handler<HttpServerRequest> handler) {
    answer = handler;
  }

  /** Serves a key set of these JWKs, each in JSON. */
  void serves(String... jwks) {
    answersWith(request -> request.response().end(keySet(jwks)));
  }

  void serves(JWK... jwks) {
    serves(Stream.of(jwks).map(jwk -> jwk.toPublicJWK().toJSONString()).toArray(String[]::new));
  }

  static String keySet(String... jwks) {
    return Stream.of(jwks).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  /** A transport on the client's context; call it there. */
  Transport transport() {
    return new Transport(vertx, Origin.of(URI.create(uri)), LIMITS, null, null, Meters.none());
  }

  <T> T onContext(Supplier<T> action) throws Exception {
    return compose(() -> Future.succeededFuture(action.get())).await(20, TimeUnit.SECONDS);
  }

  <T> Future<T> compose(Supplier<Future<T>> action) {
    Promise<T> outcome = Promise.promise();
    context.runOnContext(
        now -> Future.succeededFuture().compose(done -> action.get()).onComplete(outcome));
    return outcome.future();
  }

  /** Fetches the key set. */
  Supplier<Future<JwkSet>> fetch() {
    Transport transport = transport();
    return () ->
        transport
            .send(
                Step.JWKS,
                RequestKind.KEY_SET,
                Deadline.in(PATIENCE),
                () -> Request.get("/as/jwks", Cookies.NONE))
            .map(JwkSet::parseResponse);
  }

  /** A validator with an empty cache. */
  IdTokenValidator validator() {
    return new IdTokenValidator(
        vertx, new JwkSetSource(vertx, fetch(), Moment::now), InstantSource.system());
  }

  /** Validates a token with an empty cache. */
  Future<JsonObject> validate(String idToken) {
    return compose(
        () ->
            validator()
                .validate(idToken, IdTokens.expected("an-access-token"), Deadline.in(PATIENCE)));
  }

  /** Why a token is rejected; checks that the reason quotes no part of it. */
  String refusal(String idToken) {
    StepFailure failure = StepFailures.of(validate(idToken));
    assertEquals(ErrorCode.INVALID_ID_TOKEN, failure.error(), failure.description());
    assertEquals(Step.ID_TOKEN, failure.step());
    for (String part : idToken.split("\\.", -1)) {
      assertFalse(part.length() > 5 && failure.description().contains(part));
    }
    return failure.description();
  }
}
