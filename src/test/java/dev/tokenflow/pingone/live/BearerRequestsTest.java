package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenflow.pingone.BearerRequests;
import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to an API that requires a bearer token. */
class BearerRequestsTest {
  private static final String INVALID_TOKEN = "Bearer realm=\"orders\", error=\"invalid_token\"";

  @RegisterExtension final Live live = new Live();

  /** The Authorization headers that the API received. */
  private final Queue<String> received = new ConcurrentLinkedQueue<>();

  private final AtomicInteger passwords = new AtomicInteger();
  private PingOneTokens tokens;

  @Test
  void sendsTheCurrentToken() {
    BearerRequests nightly = nightly("wonderland");
    int port = api(token -> true, INVALID_TOKEN);

    assertEquals(200, await(nightly.send(get(port))).statusCode());
    assertEquals(200, await(nightly.send(get(port))).statusCode());

    String current = "Bearer " + currentToken();
    assertEquals(List.of(current, current), List.copyOf(received));
    assertEquals(1, passwords.get());
  }

  @ParameterizedTest
  @EnumSource
  void renewsAnInvalidTokenAndRepeatsTheRequestWithItsBody(TypedTokensTest.Way way) {
    BearerRequests nightly = nightly("wonderland", way);
    String first = currentToken();
    int port = api(token -> !token.equals(first), INVALID_TOKEN);
    HttpRequest<Buffer> request = client().post(port, "127.0.0.1", "/orders");

    HttpResponse<Buffer> answer =
        await(nightly.send(request, with -> with.sendJsonObject(new JsonObject().put("a", 1))));

    assertEquals(200, answer.statusCode());
    assertEquals("{\"a\":1}", answer.bodyAsString());
    assertNotEquals(first, currentToken());
    assertEquals(List.of("Bearer " + first, "Bearer " + currentToken()), List.copyOf(received));
    assertEquals(2, passwords.get());
    assertEquals(false, request.headers().contains("Authorization"));
  }

  @Test
  void renewsATokenOnceForManyRequests() {
    BearerRequests nightly = nightly("wonderland");
    String first = currentToken();
    int port = api(token -> !token.equals(first), INVALID_TOKEN);

    List<Future<HttpResponse<Buffer>>> answers =
        IntStream.range(0, 100).mapToObj(number -> nightly.send(get(port))).toList();

    await(Future.all(answers));
    answers.forEach(answer -> assertEquals(200, answer.result().statusCode()));
    assertEquals(2, passwords.get());
  }

  @Test
  void doesNotKeepRenewingForAnApiThatRejectsEveryToken() {
    BearerRequests nightly = nightly("wonderland");
    int port = api(token -> false, "bearer error=invalid_token");

    assertEquals(401, await(nightly.send(get(port))).statusCode());
    assertEquals(2, received.size());

    for (int time = 0; time < 10; time++) {
      assertEquals(401, await(nightly.send(get(port))).statusCode());
    }
    assertEquals(12, received.size());
    assertEquals(2, passwords.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer realm=\"orders\"",
        "Bearer error=\"insufficient_scope\"",
        "Basic realm=\"invalid_token\"",
        "Bearer error=\"invalid_token_format\""
      })
  void doesNotRepeatOnAnyOther401(String challenge) {
    BearerRequests nightly = nightly("wonderland");
    int port = api(token -> false, challenge);

    assertEquals(401, await(nightly.send(get(port))).statusCode());

    assertEquals(1, received.size());
    assertEquals(1, passwords.get());
  }

  @Test
  void doesNotFollowRedirectsWithTheToken() {
    BearerRequests nightly = nightly("wonderland");
    int elsewhere = api(token -> true, "");
    int port =
        listen(
            request ->
                request
                    .response()
                    .setStatusCode(302)
                    .putHeader("Location", "http://127.0.0.1:" + elsewhere + "/orders")
                    .end());

    assertEquals(302, await(nightly.send(get(port))).statusCode());
    assertEquals(List.of(), List.copyOf(received));
  }

  @Test
  void sendsNothingWithoutAToken() {
    BearerRequests nightly = nightly("looking-glass");
    int port = api(token -> true, "");

    PingOneException failure =
        assertThrows(PingOneException.class, () -> await(nightly.send(get(port))));

    assertEquals(ErrorCode.INVALID_CREDENTIALS, failure.failure().error());
    assertEquals(List.of(), List.copyOf(received));
  }

  private BearerRequests nightly(String password) {
    return nightly(password, TypedTokensTest.Way.OVER_EVENT_BUS);
  }

  private BearerRequests nightly(String password, TypedTokensTest.Way way) {
    JsonObject account =
        new JsonObject().put("username", "alice").put("password", password).put("lazy", true);
    tokens =
        way.open(
            live,
            live.sandbox(
                    options(),
                    request -> {
                      if (SandboxStep.of(request) == SandboxStep.CREDENTIALS) {
                        passwords.incrementAndGet();
                      }
                      return false;
                    })
                .verticleConfiguration()
                .put("accounts", new JsonObject().put("nightly", account)));
    return tokens.bearer("nightly");
  }

  private String currentToken() {
    return await(tokens.account(AccountRequest.of("nightly"))).accessToken();
  }

  private WebClient client() {
    return WebClient.create(live.vertx());
  }

  private HttpRequest<Buffer> get(int port) {
    return client().get(port, "127.0.0.1", "/orders");
  }

  /** Starts an API that echoes the body if it accepts the token, and returns its port. */
  private int api(Predicate<String> accepts, String challenge) {
    return listen(
        request -> {
          String authorization = request.getHeader("Authorization");
          received.add(authorization);
          HttpServerResponse response = request.response();
          if (accepts.test(authorization.substring("Bearer ".length()))) {
            request.body().onSuccess(response::end);
          } else {
            if (!challenge.isEmpty()) {
              response.putHeader("WWW-Authenticate", challenge);
            }
            response.setStatusCode(401).end();
          }
        });
  }

  private int listen(Consumer<HttpServerRequest> answer) {
    return await(
            live.vertx().createHttpServer().requestHandler(answer::accept).listen(0, "127.0.0.1"))
        .actualPort();
  }
}
