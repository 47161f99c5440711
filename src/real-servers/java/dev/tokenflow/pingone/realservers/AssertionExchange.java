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
 * A proxy between the client and a server that replaces the client assertion of each token request.
 * The client itself never sends an expired or reused assertion.
 */
final class AssertionExchange {
  private final Endpoints endpoints;

  private AssertionExchange(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /**
   * Starts the proxy.
   *
   * @param replacement maps the client's assertion to the one that the server receives
   */
  static AssertionExchange start(Vertx vertx, Endpoints server, UnaryOperator<String> replacement)
      throws Exception {
    WebClient client = WebClient.create(vertx);
    String origin = URI.create(server.token()).resolve("/").toString();
    int port =
        vertx
            .createHttpServer()
            .requestHandler(request -> relay(client, origin, request, replacement))
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS)
            .actualPort();
    String here = "http://127.0.0.1:" + port + "/";
    UnaryOperator<String> relayed = url -> url.replace(origin, here);
    return new AssertionExchange(
        new Endpoints(
            server.issuer(),
            server.authorization(),
            null,
            null,
            relayed.apply(server.token()),
            relayed.apply(server.jwks()),
            relayed.apply(server.introspection()),
            relayed.apply(server.revocation()),
            relayed.apply(server.userInfo()),
            relayed.apply(server.pushedAuthorization()),
            relayed.apply(server.signOff())));
  }

  /** The server's endpoints; those that the client itself calls lead through this proxy. */
  Endpoints endpoints() {
    return endpoints;
  }

  private static void relay(
      WebClient client,
      String origin,
      HttpServerRequest request,
      UnaryOperator<String> replacement) {
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
                        .sendBuffer(exchange(body, replacement)))
        .onSuccess(
            answer ->
                request
                    .response()
                    .setStatusCode(answer.statusCode())
                    .putHeader("Content-Type", answer.getHeader("Content-Type"))
                    .end(answer.body()))
        .onFailure(lost -> request.connection().close());
  }

  private static Buffer exchange(Buffer form, UnaryOperator<String> replacement) {
    String assertion =
        new QueryStringDecoder(form.toString(), false).parameters().get("client_assertion").get(0);
    // A JWT needs no encoding in a form.
    return Buffer.buffer(form.toString().replace(assertion, replacement.apply(assertion)));
  }
}
