package dev.tokenflow.pingone.bench;

import dev.tokenflow.pingone.config.PingOneOptions;
import dev.tokenflow.pingone.oauth.AuthorizationRequest;
import dev.tokenflow.pingone.oauth.ClientAssertion;
import dev.tokenflow.pingone.oauth.CodeVerifier;
import dev.tokenflow.pingone.oauth.TokenRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.List;

/**
 * The same four requests on Vert.x's core HTTP client and nothing else: what is sent is prepared
 * once for all, assertion included; answers are read whole, and searched for what the next request
 * needs. No status is looked at, nothing is checked, nothing ever times out.
 */
final class BareChain implements Variant {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String CHECK = "application/vnd.pingidentity.usernamePassword.check+json";

  private final HttpClient client;
  private final int port;
  private final Buffer authorization;
  private final Buffer credentials =
      new JsonObject().put("username", "user").put("password", "password").toBuffer();
  private final String tokenRequest;

  /**
   * @param configuration the whole client's, for requests of the same sizes
   */
  BareChain(Vertx vertx, int port, JsonObject configuration) {
    this.port = port;
    this.client =
        vertx
            .httpClientBuilder()
            .with(new PoolOptions().setHttp1MaxSize(configuration.getInteger("maxConnections")))
            .build();
    PingOneOptions options = PingOneOptions.load(vertx, configuration).await();
    SecureRandom random = new SecureRandom();
    CodeVerifier verifier = CodeVerifier.create(random);
    this.authorization =
        Buffer.buffer(
            AuthorizationRequest.form(
                    "pi.flow",
                    options.clientId(),
                    options.redirectUri(),
                    options.scope(),
                    "2r-zDaWTvGAyTBMk_rwTXw",
                    "GB8sYbBxIgqDTSTDxVCqVQ",
                    verifier,
                    null)
                .encoded());
    ClientAssertion assertion =
        new ClientAssertion(
            vertx,
            options.clientId(),
            options.clientSecret(),
            options.assertion(),
            options.endpoints().issuer(),
            random);
    this.tokenRequest =
        assertion
            .authenticate(
                TokenRequest.authorizationCode("", options.redirectUri(), verifier),
                options.endpoints().token())
            .encoded()
            .replace("&code=&", "&");
  }

  /** What an answer gives to the next request. */
  private record Answer(String body, String cookies) {
    String field(String name) {
      int from = body.indexOf("\"" + name + "\":\"") + name.length() + 4;
      return body.substring(from, body.indexOf('"', from));
    }
  }

  @Override
  public Future<?> acquire() {
    return send(HttpMethod.POST, "/as/authorize", FORM, authorization, null)
        .compose(
            flow ->
                send(
                    HttpMethod.POST,
                    "/flows/" + flow.field("id"),
                    CHECK,
                    credentials,
                    flow.cookies()))
        .compose(
            flow ->
                send(
                    HttpMethod.GET,
                    "/as/resume?flowId=" + flow.field("id"),
                    null,
                    null,
                    flow.cookies()))
        .compose(
            flow ->
                send(
                    HttpMethod.POST,
                    "/as/token",
                    FORM,
                    Buffer.buffer(tokenRequest + "&code=" + flow.field("code")),
                    null))
        .map(tokens -> tokens.field("access_token"));
  }

  private Future<Answer> send(
      HttpMethod method, String path, String contentType, Buffer body, String cookies) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(StandIn.BASE_PATH + path);
    return client
        .request(options)
        .compose(
            request -> {
              request.putHeader(HttpHeaders.ACCEPT, "*/*");
              if (cookies != null) {
                request.putHeader(HttpHeaders.COOKIE, cookies);
              }
              if (body == null) {
                return request.send();
              }
              return request.putHeader(HttpHeaders.CONTENT_TYPE, contentType).send(body);
            })
        .compose(
            response ->
                response.body().map(read -> new Answer(read.toString(), cookies(response))));
  }

  private static String cookies(HttpClientResponse response) {
    List<String> set = response.cookies();
    if (set.isEmpty()) {
      return null;
    }
    StringBuilder cookies = new StringBuilder();
    for (String cookie : set) {
      cookies.append(cookies.length() == 0 ? "" : "; ").append(cookie, 0, cookie.indexOf(';'));
    }
    return cookies.toString();
  }
}
