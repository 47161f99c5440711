package dev.tokenflow.pingone.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import io.netty.handler.codec.DateFormatter;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refused assertion says how far this machine's clock is from the server's. */
class ClockOfTheServerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String REFUSED = "the authorization server answered invalid_client";

  @RegisterExtension final KeyServer server = new KeyServer();

  @ParameterizedTest
  @CsvSource({
    "95, 30, ; this machine's clock is 95 s behind the server's",
    "-95, 30, ; this machine's clock is 95 s ahead of the server's",
    "95, , ; this machine's clock is 95 s behind the server's",
    "95, 300, ''",
    "30, 30, ''",
    ", 30, ''"
  })
  void explainsARefusedAssertion(Long ahead, Long leeway, String remark) throws Exception {
    server.answersWith(
        request -> {
          if (ahead != null) {
            request
                .response()
                .putHeader("Date", DateFormatter.format(Date.from(NOW.plusSeconds(ahead))));
          }
          request
              .response()
              .setStatusCode(401)
              .putHeader("Correlation-Id", "c-1")
              .end("{\"error\":\"invalid_client\"}");
        });
    AuthorizationServer authorizationServer =
        server.onContext(
            () -> authorizationServer(leeway == null ? null : Duration.ofSeconds(leeway)));

    for (Future<?> refused :
        new Future<?>[] {
          grant(authorizationServer),
          server.compose(
              () -> authorizationServer.send(Introspection.request("token", null), soon()))
        }) {
      StepFailure failure = StepFailures.of(refused);
      assertEquals(ErrorCode.INVALID_CLIENT, failure.error());
      assertEquals(REFUSED + remark, failure.description());
      assertEquals(401, failure.httpStatus());
      assertEquals("c-1", failure.pingoneId());
    }
  }

  @Test
  void remarksTheDifferenceAfterALongText() throws Exception {
    server.answersWith(
        request ->
            request
                .response()
                .putHeader("Date", DateFormatter.format(Date.from(NOW.plusSeconds(95))))
                .setStatusCode(401)
                .end(
                    new JsonObject()
                        .put("error", "invalid_client")
                        .put("error_description", "x".repeat(400))
                        .encode()));
    AuthorizationServer authorizationServer =
        server.onContext(() -> authorizationServer(Duration.ofSeconds(30)));

    String description = StepFailures.of(grant(authorizationServer)).description();

    assertTrue(description.endsWith("x…; this machine's clock is 95 s behind the server's"));
    assertEquals(200, description.length());
  }

  private Future<TokenSet> grant(AuthorizationServer authorizationServer) {
    return server.compose(() -> authorizationServer.grant(Grant.clientCredentials(null), soon()));
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private AuthorizationServer authorizationServer(Duration leeway) {
    String uri = server.uri();
    return new AuthorizationServer(
        server.vertx(),
        server.transport(),
        new ServerMetadata("issuer", uri, uri, uri, uri, uri, uri, uri),
        new ClientMetadata("client", "redirect", false, false, leeway, Duration.ofSeconds(10)),
        RotatingCredential.fixed(
            (form, endpoint) -> new ClientAuthentication.Authenticated(form, null)),
        null,
        null,
        InstantSource.fixed(NOW));
  }
}
