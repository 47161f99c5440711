package dev.tokenflow.pingone.realservers;

import dev.tokenflow.pingone.options.Endpoints;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Stands between the client and a server, and puts another client assertion into each token
 * request: the client itself makes none that has expired or that it used before.
 */
final class AssertionExchange {
  private final Endpoints endpoints;

  private AssertionExchange(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /**
   * @param exchanged the assertion that goes on, for the one that came
   */
  static AssertionExchange start(Vertx vertx, Endpoints server, UnaryOperator<String> exchanged)
      throws Exception {
    WebClient client = WebClient.create(vertx);
    String origin = URI.create(server.token()).resolve("/").toString();
    int port =
        vertx
            .createHttpServer()
            .requestHandler(request -> relay(client, origin, request, exchanged))
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS)
            .actualPort();
    String here = "http://127.0.0.1:" + port + "/";
    UnaryOperator<String> byWayOfHere = url -> url.replace(origin, here);
    return new AssertionExchange(
        new Endpoints(
            server.issuer(),
            server.authorization(),
            null,
            null,
            byWayOfHere.apply(server.token()),
            byWayOfHere.apply(server.jwks()),
            byWayOfHere.apply(server.introspection()),
            byWayOfHere.apply(server.revocation()),
            byWayOfHere.apply(server.userInfo()),
            byWayOfHere.apply(server.pushedAuthorization())));
  }

  /** The server's endpoints, those that the client itself calls by way of the exchange. */
  Endpoints endpoints() {
    return endpoints;
  }

  private static void relay(
      WebClient client, String origin, HttpServerRequest request, UnaryOperator<String> exchanged) {
    HttpRequest<Buffer> onward =
        client.requestAbs(request.method(), origin + request.uri().substring(1));
    request
        .body()
        .compose(
            body ->
                body.length() == 0
                    ? onward.send()
                    : onward
                        .putHeader("Content-Type", request.getHeader("Content-Type"))
                        .sendBuffer(exchange(body, exchanged)))
        .onSuccess(
            answer ->
                request
                    .response()
                    .setStatusCode(answer.statusCode())
                    .putHeader("Content-Type", answer.getHeader("Content-Type"))
                    .end(answer.body()))
        .onFailure(lost -> request.connection().close());
  }

  private static Buffer exchange(Buffer form, UnaryOperator<String> exchanged) {
    String assertion =
        new QueryStringDecoder(form.toString(), false).parameters().get("client_assertion").get(0);
    // A JWT's characters stand for themselves in a form.
    return Buffer.buffer(form.toString().replace(assertion, exchanged.apply(assertion)));
  }
}
