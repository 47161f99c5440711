package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent again and what never is, as the server saw it. */
class ReplayTest {
  @RegisterExtension final Live live = new Live();

  private final Map<String, Integer> seen = new ConcurrentHashMap<>();

  /** A password submitted twice counts twice, and a code redeemed twice may revoke what it gave. */
  @ParameterizedTest
  @CsvSource({
    "credentials, RESET",
    "credentials, TRUNCATED",
    "credentials, NO_ANSWER",
    "credentials, STATUS_500",
    "credentials, STATUS_503",
    "resume, RESET",
    "token, RESET",
    "token, TRUNCATED",
    "token, NO_ANSWER",
    "token, STATUS_500",
    "token, STATUS_503"
  })
  void whatTheServerMayHaveProcessedIsNotSentAgain(String step, Fault fault) {
    deployWithFaultOnce(step, fault);

    assertFails(live.signOnAlice(), fault.code(), fault.error(), step);
    assertEquals(1, seen.get(step));
  }

  @ParameterizedTest
  @CsvSource({
    "authorize, RESET",
    "authorize, TRUNCATED",
    "authorize, NO_ANSWER",
    "authorize, STATUS_500",
    "id_token, RESET",
    "id_token, NO_ANSWER",
    "id_token, STATUS_503"
  })
  void authorizeAndKeySetAreAskedForAgain(String step, Fault fault) {
    deployWithFaultOnce(step, fault);

    assertEquals("alice", await(live.signOnAlice()).getString("username"));
    assertEquals(2, seen.get(step));
  }

  @ParameterizedTest
  @CsvSource({"authorize", "credentials", "resume", "token", "id_token"})
  void whatWasRefusedUnprocessedIsSentAgainEverywhere(String step) {
    live.deploy(
        live.sandbox(
                options(),
                request -> {
                  boolean refuse = count(request).equals(step) && seen.get(step) <= 2;
                  if (refuse) {
                    request
                        .response()
                        .setStatusCode(seen.get(step) == 1 ? 429 : 503)
                        .putHeader("Retry-After", "0")
                        .end();
                  }
                  return refuse;
                })
            .verticleConfiguration());

    // A second assertion with the first one's jti would be refused by the sandbox.
    assertEquals("alice", await(live.signOnAlice()).getString("username"));
    assertEquals(3, seen.get(step));
  }

  @Test
  void waitThatTheDeadlineCannotBearIsNotBegun() {
    live.deploy(
        live.sandbox(
                options(),
                request -> {
                  count(request);
                  request.response().setStatusCode(429).putHeader("Retry-After", "3600").end();
                  return true;
                })
            .verticleConfiguration());

    JsonObject failure = assertFails(live.signOnAlice(), 429, "rate_limited", "authorize");
    assertEquals(3600, failure.getInteger("retry_after"));
    assertEquals(1, seen.get("authorize"));
  }

  private void deployWithFaultOnce(String step, Fault fault) {
    live.deploy(
        live.sandbox(
                options(),
                request -> {
                  boolean hit = count(request).equals(step) && seen.get(step) == 1;
                  if (hit) {
                    fault.happenTo(request, live.vertx());
                  }
                  return hit;
                })
            .verticleConfiguration()
            .put("requestTimeoutMs", 1000));
  }

  private String count(HttpServerRequest request) {
    String step = Fault.stepOf(request);
    seen.merge(step, 1, Integer::sum);
    return step;
  }
}
