package dev.tokenflow.pingone.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tokenflow.pingone.flow.OpenFlow;
import dev.tokenflow.pingone.flow.SignOnFlow;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.http.Pauses;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.log.CapturedLog;
import dev.tokenflow.pingone.meters.Meters;
import dev.tokenflow.pingone.oauth.AuthorizationRequest.Prepared;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.prefetch.PrefetchedFlows.Traffic;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When flows are begun ahead, and for how long they are good, by a clock that the tests move. */
@Timeout(60)
class PrefetchedFlowsTest {
  private static final int WANTED = 6;
  private static final Duration LOOKS_EVERY = Duration.ofMillis(2);

  private final Vertx vertx = Vertx.vertx();
  private final Context home = vertx.getOrCreateContext();
  private final AtomicReference<Moment> clock = new AtomicReference<>(Moment.now());
  private volatile Traffic traffic = Traffic.NONE;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile Consumer<HttpServerResponse> answer = flow("USERNAME_PASSWORD_REQUIRED", null);
  private PrefetchedFlows flows;

  @BeforeEach
  void begin() throws Exception {
    int port =
        vertx
            .createHttpServer()
            .requestHandler(request -> answer.accept(request.response()))
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS)
            .actualPort();
    PingOneOptions options =
        PingOneOptions.builder()
            .set("baseUrl", "http://127.0.0.1:" + port)
            .set("retry.maxAttempts", 1)
            .clientId("the-client")
            .clientSecret("an-octet-sequence-of-32-or-more-octets")
            .redirectUri("https://app.example.com/callback")
            .load(vertx)
            .await(20, TimeUnit.SECONDS);
    onContext(() -> flows = flows(signOnFlow(options)));
  }

  private SignOnFlow signOnFlow(PingOneOptions options) {
    return new SignOnFlow(
        options,
        new Transport(
            vertx,
            Origin.of(URI.create(options.endpoints().issuer())),
            options.http(),
            null,
            null,
            Meters.none()),
        (request, deadline) ->
            Future.succeededFuture(new Prepared(request.parameters(), RequestKind.AUTHORIZE)),
        (code, deadline) -> Future.failedFuture("no code is redeemed here"),
        new Pauses(vertx));
  }

  private PrefetchedFlows flows(SignOnFlow signOnFlow) {
    return new PrefetchedFlows(
        vertx,
        WANTED,
        () -> {
          begun.incrementAndGet();
          mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          return signOnFlow
              .beginAhead(Deadline.in(Duration.ofSeconds(20)))
              .onComplete(ended -> atOnce.decrementAndGet());
        },
        () -> traffic,
        clock::get,
        LOOKS_EVERY);
  }

  @AfterEach
  void close() throws Exception {
    onContext(flows::close); // other tests count in this JVM what is left of flows
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void beginsNothingUntilSomebodySignsOn() throws Exception {
    afterManyLooks();
    assertEquals(0, begun.get());
    assertNull(take());
  }

  @ParameterizedTest
  @ValueSource(strings = {"USERNAME_PASSWORD_REQUIRED", "SIGN_ON_REQUIRED"})
  void beginsAsManyAsWantedAFewAtATime(String status) throws Exception {
    answer = flow(status, null);
    onContext(flows::signedOn);
    until(() -> flows.ready() == WANTED);

    afterManyLooks();
    assertEquals(WANTED, begun.get());
    assertEquals(4, mostAtOnce.get());
    assertEquals(status, take().status());
  }

  @Test
  void replacesTheOnesThatAreTaken() throws Exception {
    onContext(flows::signedOn);
    until(() -> flows.ready() == WANTED);

    assertNotNull(take());
    assertNotNull(take());
    until(() -> flows.ready() == WANTED);
    assertEquals(WANTED + 2, begun.get());
  }

  @Test
  void beginsNothingThatIsInTheWay() throws Exception {
    traffic = Traffic.HEAVY;
    onContext(flows::signedOn);
    afterManyLooks();
    assertEquals(0, begun.get());

    traffic = Traffic.NONE;
    until(() -> flows.ready() == WANTED);
  }

  @Test
  void waitsForTheEndOfASignOnButNotForThatOfSteadyTraffic() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    onContext(() -> flows.close());
    onContext(
        () ->
            flows =
                new PrefetchedFlows(
                    vertx,
                    1,
                    () -> {
                      begun.incrementAndGet();
                      return Future.failedFuture("enough");
                    },
                    () -> {
                      if (begun.get() == 0) {
                        looks.incrementAndGet();
                      }
                      return Traffic.LIGHT;
                    },
                    clock::get,
                    LOOKS_EVERY));
    onContext(() -> flows.signedOn());
    until(() -> begun.get() == 1);

    assertEquals(2 * 5, looks.get(), "asked twice at each of five looks");
  }

  /** The steady clock stands still while the machine is suspended; the other one may be set. */
  @ParameterizedTest
  @CsvSource({"299, 299, true", "300, 0, false", "0, 300, false"})
  void usesThemForFiveMinutesByBothClocks(long steady, long ofDay, boolean good) throws Exception {
    onContext(flows::signedOn);
    until(() -> flows.ready() == WANTED);
    traffic = Traffic.HEAVY;

    advance(Duration.ofSeconds(steady), Duration.ofSeconds(ofDay));
    assertEquals(good, take() != null);
  }

  @Test
  void usesThemUntilPingOneDropsThem() throws Exception {
    Instant end = clock.get().time().plusSeconds(60);
    answer = flow("USERNAME_PASSWORD_REQUIRED", end);
    onContext(flows::signedOn);
    until(() -> flows.ready() == WANTED);
    traffic = Traffic.HEAVY;

    advance(Duration.ofSeconds(59));
    assertNotNull(take());
    advance(Duration.ofSeconds(1));
    assertNull(take());
  }

  @Test
  void replacesTheOldForFifteenMinutesAfterASignOn() throws Exception {
    onContext(flows::signedOn);
    until(() -> flows.ready() == WANTED);
    advance(Duration.ofMinutes(5));
    until(() -> begun.get() == 2 * WANTED && flows.ready() == WANTED);

    advance(Duration.ofMinutes(10));
    afterManyLooks();
    assertEquals(2 * WANTED, begun.get());
    assertNull(take());

    onContext(flows::signedOn);
    until(() -> flows.ready() == WANTED);
  }

  @Test
  void waitsHalfAMinuteAfterAFailure() throws Exception {
    answer = response -> response.setStatusCode(500).end();
    onContext(flows::signedOn);
    until(() -> begun.get() == 4);
    afterManyLooks();
    assertEquals(4, begun.get());

    answer = flow("USERNAME_PASSWORD_REQUIRED", null);
    advance(Duration.ofSeconds(30));
    until(() -> flows.ready() == WANTED);
  }

  @Test
  void throwsAwayWhatAsksForSomethingElseAndReportsItOnce() throws Exception {
    answer = flow("OTP_REQUIRED", null);
    try (CapturedLog log = CapturedLog.from(Level.WARNING)) {
      onContext(flows::signedOn);
      until(() -> begun.get() == 4);
      advance(Duration.ofSeconds(30));
      until(() -> begun.get() == 8);
      until(() -> atOnce.get() == 0);

      assertNull(take());
      assertEquals(2, log.text().split("prefetchFlows is of no use", -1).length, log.text());
    }
  }

  @Test
  void closingDropsThemAndBeginsNoMore() throws Exception {
    onContext(flows::signedOn);
    until(() -> flows.ready() == WANTED);

    onContext(flows::close);
    onContext(flows::signedOn);
    afterManyLooks();
    assertNull(take());
    assertEquals(WANTED, begun.get());
  }

  private static Consumer<HttpServerResponse> flow(String status, Instant expiresAt) {
    return response ->
        response.end(
            new JsonObject()
                .put("id", "flow-1")
                .put("status", status)
                .put("expiresAt", expiresAt == null ? null : expiresAt.toString())
                .encode());
  }

  private OpenFlow take() throws Exception {
    return onContext(flows::take);
  }

  private void advance(Duration time) {
    advance(time, time);
  }

  private void advance(Duration steady, Duration ofDay) {
    clock.updateAndGet(
        now -> new Moment(now.nanoTime() + steady.toNanos(), now.time().plus(ofDay)));
  }

  /** A timer of the same event loop, after many at which flows are looked for. */
  private void afterManyLooks() throws Exception {
    Promise<Void> later = Promise.promise();
    onContext(() -> vertx.setTimer(20 * LOOKS_EVERY.toMillis(), expired -> later.complete()));
    later.future().await(10, TimeUnit.SECONDS);
  }

  /** Asks again after every look, until the time of the test is over. */
  private void until(BooleanSupplier condition) throws Exception {
    while (!onContext(condition::getAsBoolean)) {
      afterManyLooks();
    }
  }

  private void onContext(Runnable action) throws Exception {
    onContext(
        () -> {
          action.run();
          return null;
        });
  }

  private <T> T onContext(Supplier<T> action) throws Exception {
    Promise<T> done = Promise.promise();
    home.runOnContext(now -> done.complete(action.get()));
    return done.future().await(10, TimeUnit.SECONDS);
  }
}
