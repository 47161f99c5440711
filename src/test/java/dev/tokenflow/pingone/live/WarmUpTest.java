package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.Misbehaviour;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a deployment makes ready, counted at the server. */
class WarmUpTest {
  @RegisterExtension final Live live = new Live();

  private final List<String> requests = new CopyOnWriteArrayList<>();

  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

  private final Misbehaviour counting =
      request -> {
        connections.add(request.connection());
        requests.add(request.path().replaceFirst("^/[^/]+", "")); // less the environment's id
        return false;
      };

  @Test
  void deploymentOpensAConnectionAndFetchesTheKeySet() {
    live.deploy(live.sandbox(options(), counting).verticleConfiguration());

    assertEquals(List.of("/as/jwks"), requests);
    await(live.signOnAlice());
    assertEquals(5, requests.size(), requests::toString);
    assertFalse(requests.subList(1, 5).contains("/as/jwks"), requests::toString);
    assertEquals(1, connections.size());
  }

  @Test
  void warmUpCanBeSwitchedOff() {
    live.deploy(live.sandbox(options(), counting).verticleConfiguration().put("warmUp", false));

    assertEquals(List.of(), requests);
    await(live.signOnAlice());
    assertEquals("/as/jwks", requests.get(4));
    assertEquals(1, connections.size());
  }

  @Test
  void directTokensAreWarmWithoutACall() throws Exception {
    Promise<String> arrived = Promise.promise();
    JsonObject configuration =
        live.sandbox(
                options(),
                request -> {
                  arrived.tryComplete(request.path());
                  return false;
                })
            .verticleConfiguration();
    PingOneTokens tokens =
        PingOneTokens.direct(live.vertx(), await(PingOneOptions.load(live.vertx(), configuration)));

    assertTrue(await(arrived.future()).endsWith("/as/jwks"));
    await(tokens.close());
  }

  /** A port that nobody listens at, and a server that never answers. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void deploymentSucceedsWhilePingOneIsAway(boolean accepts) {
    NetServer silent =
        await(live.vertx().createNetServer().connectHandler(socket -> {}).listen(0, "127.0.0.1"));
    if (!accepts) {
      await(silent.close());
    }

    live.deploy(
        live.sandbox()
            .verticleConfiguration()
            .put("baseUrl", "http://127.0.0.1:" + silent.actualPort())
            .put("connectTimeoutMs", 50));
    await(silent.close());
  }
}
