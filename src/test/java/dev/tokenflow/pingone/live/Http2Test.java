package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-ons over HTTP/2, at a server that ends connections and streams. */
class Http2Test {
  private static final int IN_FLIGHT = 40;

  // Handshakes of a JVM that is not warm.
  @RegisterExtension final Live live = Live.withBlockingUpTo(Duration.ofSeconds(5));

  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

  @ParameterizedTest
  @CsvSource({"100, 200", "400, 200"})
  void losesNoSignOnWhenConnectionsGoAway(int requestsPerConnection, int signOns) {
    deploy(options().setRequestsPerConnection(requestsPerConnection));

    assertSucceed(signOns);

    // A connection carries a few more, which are on their way when it goes away.
    assertTrue(connections.size() > 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100})
  void waitsForAStreamWhereConnectionsHaveFew(int streams) {
    deploy(options().setMaxConcurrentStreams(streams));

    assertSucceed(2 * IN_FLIGHT);
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTHORIZE", "CREDENTIALS", "RESUME", "TOKEN"})
  void sendsARefusedStreamAgain(SandboxStep step) {
    deploy(options().setFaults(FaultPlan.at(step, 1, SandboxFault.REFUSED_STREAM)));

    await(live.signOnAlice());
  }

  @Test
  void sendsAnAuthorizationRequestAgainWhoseAnswerWasReset() {
    deploy(options().setFaults(FaultPlan.at(SandboxStep.AUTHORIZE, 1, SandboxFault.STREAM_RESET)));

    await(live.signOnAlice());
  }

  /** The code may have been redeemed. */
  @Test
  void failsWhenTheAnswerOfATokenRequestWasReset() {
    deploy(options().setFaults(FaultPlan.at(SandboxStep.TOKEN, 2, SandboxFault.STREAM_RESET)));
    await(live.signOnAlice());

    Live.assertFails(live.signOnAlice(), 503, "unavailable", "token");
    await(live.signOnAlice());

    assertEquals(1, connections.size());
  }

  @Test
  void opensAnotherConnectionWhenTheServerClosedAnIdleOne() {
    Promise<Void> closed = Promise.promise();
    deploy(
        options().setIdleTimeout(Duration.ofSeconds(2)),
        connection -> connection.closeHandler(closed::tryComplete));
    await(live.signOnAlice());

    await(closed.future());
    await(live.signOnAlice());

    assertEquals(2, connections.size());
  }

  private void deploy(SandboxOptions options) {
    deploy(options, connection -> {});
  }

  private void deploy(SandboxOptions options, Consumer<HttpConnection> onConnection) {
    live.deploy(
        live.sandbox(
                options.setTls(true),
                request -> {
                  if (connections.add(request.connection())) {
                    onConnection.accept(request.connection());
                  }
                  return false;
                })
            .verticleConfiguration());
  }

  /** Runs sign-ons, 40 at any time. */
  private void assertSucceed(int signOns) {
    List<Future<Void>> rows =
        IntStream.range(0, IN_FLIGHT).mapToObj(row -> inTurn(signOns / IN_FLIGHT)).toList();
    rows.forEach(Live::await);
  }

  private Future<Void> inTurn(int signOns) {
    return signOns == 0
        ? Future.succeededFuture()
        : live.signOnAlice().compose(outcome -> inTurn(signOns - 1));
  }
}
