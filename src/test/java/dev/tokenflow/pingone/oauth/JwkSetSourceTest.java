package dev.tokenflow.pingone.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JwkSetSourceTest {
  // RFC 7517 appendix A.1
  private static final String MODULUS =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECP"
          + "ebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2Q"
          + "vzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQF"
          + "h6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

  private static final Deadline FAR = Deadline.in(Duration.ofMinutes(5));

  @RegisterExtension final KeyServer server = new KeyServer();

  // System.nanoTime() may be negative.
  private final AtomicReference<Moment> clock =
      new AtomicReference<>(new Moment(Long.MIN_VALUE, Instant.parse("2026-03-01T12:00:00Z")));
  private JwkSetSource source;

  @BeforeEach
  void begin() throws Exception {
    server.serves(jwk("k1"));
    source = server.onContext(() -> new JwkSetSource(server.vertx(), server.fetch(), clock::get));
  }

  @Test
  void fetchesOnFirstUse() throws Exception {
    assertEquals(0, server.requests());
    assertEquals(List.of("k1"), candidates("k1"));
    assertEquals(1, server.requests());
  }

  @Test
  void concurrentUsersShareOneFetch() throws Exception {
    Future<?> all =
        server.compose(
            () ->
                Future.all(
                    IntStream.range(0, 200)
                        .mapToObj(number -> source.candidates("k1", FAR))
                        .toList()));

    all.await(20, TimeUnit.SECONDS);
    assertEquals(1, server.requests());
  }

  @Test
  void doesNotFetchKnownKeyAgainForTenMinutes() throws Exception {
    candidates("k1");
    advance(Duration.ofMinutes(10).minusNanos(1));

    assertEquals(List.of("k1"), candidates("k1"));
    assertEquals(1, server.requests());
  }

  @Test
  void fetchesUnknownKeyAtOnceAfterTheFirstFetch() throws Exception {
    candidates("k1");
    server.serves(jwk("k1"), jwk("k2"));

    assertEquals(List.of("k2"), candidates("k2"));
    assertEquals(List.of("k1"), candidates("k1"));
    assertEquals(2, server.requests());
  }

  @Test
  void fetchesLatePublishedKeyWithTheNextToken() throws Exception {
    candidates("k1");
    assertEquals(List.of(), candidates("k2"));
    server.serves(jwk("k1"), jwk("k2"));

    assertEquals(List.of("k2"), candidates("k2"));
    assertEquals(3, server.requests());
  }

  @Test
  void fetchesUnknownKeyThreeTimesAndThenOnceAMinute() throws Exception {
    candidates("k1");
    for (int token = 0; token < 10; token++) {
      assertEquals(List.of(), candidates("k2"));
    }
    assertEquals(1 + 3, server.requests());

    for (int minute = 1; minute <= 3; minute++) {
      advance(Duration.ofMinutes(1).minusNanos(1));
      candidates("k2");
      assertEquals(1 + 3 + minute - 1, server.requests());
      advance(Duration.ofNanos(1));
      candidates("k2");
      candidates("k3");
      assertEquals(1 + 3 + minute, server.requests());
    }
  }

  @Test
  void savesUpThreeFetchesAtMost() throws Exception {
    candidates("k1");
    for (int token = 0; token < 5; token++) {
      candidates("k2");
    }
    advance(Duration.ofMinutes(9));

    for (int token = 0; token < 5; token++) {
      candidates("k2");
    }
    assertEquals(1 + 3 + 3, server.requests());
  }

  /** The steady clock stands still while the machine is suspended; the other one may be set. */
  @ParameterizedTest
  @CsvSource({"0, 60, false", "60, 0, false", "60, -1000, false", "59, 59, true"})
  void trustsAKeyForAnHourByBothClocks(long steadyMinutes, long minutesOfDay, boolean trusted)
      throws Exception {
    candidates("k1");
    Promise<HttpServerRequest> arrived = Promise.promise();
    server.answersWith(arrived::complete);
    clock.updateAndGet(
        now ->
            new Moment(
                now.nanoTime() + Duration.ofMinutes(steadyMinutes).toNanos(),
                now.time().plus(Duration.ofMinutes(minutesOfDay))));

    Future<List<Jwk>> found = server.compose(() -> source.candidates("k1", FAR));

    HttpServerRequest request = arrived.future().await(20, TimeUnit.SECONDS);
    assertEquals(trusted, found.isComplete());
    request.response().end(KeyServer.keySet(jwk("k2")));
    assertEquals(trusted ? 1 : 0, found.await(20, TimeUnit.SECONDS).size());
  }

  @Test
  void forgetsWithdrawnKeyWithTheNextFetch() throws Exception {
    candidates("k1");
    server.serves(jwk("k2"));

    assertEquals(List.of("k2"), candidates("k2"));
    assertEquals(List.of(), candidates("k1"));
  }

  @Test
  void oldSetServesWhileItIsRenewed() throws Exception {
    candidates("k1");
    Promise<HttpServerRequest> arrived = Promise.promise();
    server.answersWith(arrived::complete);
    advance(Duration.ofMinutes(10));

    assertEquals(List.of("k1"), candidates("k1"));
    HttpServerRequest renewal = arrived.future().await(20, TimeUnit.SECONDS);
    assertEquals(List.of("k1"), candidates("k1"));
    Future<List<Jwk>> renewed = server.compose(() -> source.candidates("k2", FAR));
    renewal.response().end(KeyServer.keySet(jwk("k2")));

    assertEquals("k2", renewed.await(20, TimeUnit.SECONDS).get(0).id());
    assertEquals(2, server.requests());
    server.serves(jwk("k2"));
    assertEquals(List.of(), candidates("k1"));
  }

  @Test
  void oldSetServesForAnHourIfItCannotBeRenewed() throws Exception {
    candidates("k1");
    server.answersWith(request -> request.response().setStatusCode(500).end());
    advance(Duration.ofHours(1).minusNanos(1));
    for (int token = 0; token < 10; token++) {
      assertEquals(List.of("k1"), candidates("k1"));
      renewalHasEnded();
    }
    assertEquals(1 + 3, server.requests(), "no more than for an unknown key");

    advance(Duration.ofNanos(1));
    StepFailure failure = StepFailures.of(server.compose(() -> source.candidates("k1", FAR)));
    assertEquals(ErrorCode.UNAVAILABLE, failure.error(), failure.description());

    server.serves(jwk("k2"));
    assertEquals(List.of(), candidates("k1"));
  }

  @Test
  void setFetchedAheadServesTheFirstToken() throws Exception {
    renew().await(20, TimeUnit.SECONDS);

    assertEquals(List.of("k1"), candidates("k1"));
    assertEquals(1, server.requests());
  }

  @Test
  void tokensWaitForASetThatIsFetchedAhead() throws Exception {
    Promise<HttpServerRequest> arrived = Promise.promise();
    server.answersWith(arrived::complete);
    renew();
    HttpServerRequest request = arrived.future().await(20, TimeUnit.SECONDS);
    Future<List<Jwk>> token = server.compose(() -> source.candidates("k1", FAR));
    request.response().end(KeyServer.keySet(jwk("k1")));

    assertEquals("k1", token.await(20, TimeUnit.SECONDS).get(0).id());
    assertEquals(1, server.requests());
  }

  @Test
  void failureOfAFetchAheadIsNotThatOfTheTokensThatWaitForIt() throws Exception {
    Promise<HttpServerRequest> arrived = Promise.promise();
    server.answersWith(arrived::complete);
    Future<Void> ahead = renew();
    HttpServerRequest request = arrived.future().await(20, TimeUnit.SECONDS);
    Future<?> tokens =
        server.compose(
            () -> Future.all(source.candidates("k1", FAR), source.candidates("k1", FAR)));
    server.serves(jwk("k1"));
    request.connection().close();

    tokens.await(20, TimeUnit.SECONDS);
    assertTrue(ahead.failed());
    assertEquals(2, server.requests());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failedFetchFailsAllWaitersAndIsRepeatedOnNextUse(
      ErrorCode error, Handler<HttpServerRequest> answer) throws Exception {
    server.answersWith(answer);
    List<Future<List<Jwk>>> waiting =
        server.onContext(
            () -> IntStream.range(0, 10).mapToObj(number -> source.candidates("k1", FAR)).toList());

    for (Future<?> each : waiting) {
      StepFailure failure = StepFailures.of(each);
      assertEquals(error, failure.error(), failure.description());
      assertEquals(Step.JWKS, failure.step());
    }
    assertEquals(1, server.requests());

    server.serves(jwk("k1"));
    assertEquals(List.of("k1"), candidates("k1"));
    assertEquals(2, server.requests());
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        failure(ErrorCode.UNAVAILABLE, request -> request.response().setStatusCode(500).end()),
        failure(ErrorCode.RATE_LIMITED, request -> request.response().setStatusCode(429).end("{}")),
        failure(
            ErrorCode.INVALID_RESPONSE, request -> request.response().setStatusCode(404).end("{}")),
        failure(
            ErrorCode.INVALID_RESPONSE,
            request ->
                request
                    .response()
                    .putHeader("Content-Type", "text/html")
                    .end("<html>Sorry</html>")),
        failure(ErrorCode.INVALID_RESPONSE, request -> request.response().end()),
        failure(ErrorCode.INVALID_RESPONSE, request -> request.response().end("{}")),
        failure(ErrorCode.INVALID_RESPONSE, request -> request.response().end("{\"keys\":{}}")),
        failure(ErrorCode.UNAVAILABLE, request -> request.connection().close()));
  }

  private static Arguments failure(ErrorCode error, Handler<HttpServerRequest> answer) {
    return Arguments.of(error, answer);
  }

  @Test
  void eachWaiterEndsAtItsOwnDeadline() throws Exception {
    Promise<HttpServerRequest> arrived = Promise.promise();
    server.answersWith(arrived::complete);
    Future<List<Jwk>> patient = server.compose(() -> source.candidates("k1", FAR));

    for (int number = 0; number < 3; number++) {
      StepFailure failure =
          StepFailures.of(
              server.compose(() -> source.candidates("k1", Deadline.in(Duration.ofMillis(20)))));
      assertEquals(ErrorCode.TIMEOUT, failure.error(), failure.description());
      assertEquals(Step.JWKS, failure.step());
    }

    assertFalse(patient.isComplete());
    arrived.future().await(20, TimeUnit.SECONDS).response().end(KeyServer.keySet(jwk("k1")));
    assertEquals("k1", patient.await(20, TimeUnit.SECONDS).get(0).id());
    assertEquals(1, server.requests());
  }

  @Test
  void deadlineEndsTheWaitOnTheContextOfTheWaiter() throws Exception {
    server.answersWith(request -> {});
    Promise<Context> ended = Promise.promise();
    server.onContext(
        () ->
            source
                .candidates("k1", Deadline.in(Duration.ofMillis(20)))
                .onComplete(outcome -> ended.complete(Vertx.currentContext())));

    assertSame(server.context(), ended.future().await(20, TimeUnit.SECONDS));
  }

  private Future<Void> renew() {
    return server.compose(() -> source.renew(server.fetch()));
  }

  private List<String> candidates(String kid) throws Exception {
    return server.compose(() -> source.candidates(kid, FAR)).await(20, TimeUnit.SECONDS).stream()
        .map(Jwk::id)
        .toList();
  }

  /** A request for an unknown key waits for the running fetch, if there is one. */
  private void renewalHasEnded() throws Exception {
    server
        .compose(() -> source.candidates("unknown", FAR))
        .otherwise(List.of())
        .await(20, TimeUnit.SECONDS);
  }

  private void advance(Duration time) {
    clock.updateAndGet(now -> new Moment(now.nanoTime() + time.toNanos(), now.time().plus(time)));
  }

  private static String jwk(String kid) {
    return "{\"kty\":\"RSA\",\"kid\":\"" + kid + "\",\"n\":\"" + MODULUS + "\",\"e\":\"AQAB\"}";
  }
}
