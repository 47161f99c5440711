package dev.tokenflow.pingone.bench;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.oauth.AuthorizationCode;
import dev.tokenflow.pingone.oauth.AuthorizationRequest;
import dev.tokenflow.pingone.oauth.Base64Url;
import dev.tokenflow.pingone.oauth.ClientAssertion;
import dev.tokenflow.pingone.oauth.CodeVerifier;
import dev.tokenflow.pingone.oauth.Grant;
import dev.tokenflow.pingone.oauth.Signer;
import dev.tokenflow.pingone.options.PingOneOptions;
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
 * The same four requests, five with a second factor, on Vert.x's core HTTP client and nothing else.
 * Responses are read in full and searched for what the next request needs; no status is examined,
 * nothing is validated, and nothing times out.
 *
 * <p>The requests are either prepared once, including the assertion, which no real server would
 * accept twice; or created for each acquisition, as a client has to.
 */
final class BareChain implements Variant {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String CHECK = "application/vnd.pingidentity.usernamePassword.check+json";
  private static final String OTP_CHECK = "application/vnd.pingidentity.otp.check+json";

  // As the client has it.
  static final int HTTP2_STREAMS = 100;
  private static final int HTTP2_CONNECTIONS = 16;

  private final HttpClient client;
  private final int port;
  private final Buffer credentials;
  private final Buffer passcode = SecondFactor.input().toBuffer();
  private final boolean secondFactor;
  private final PingOneOptions options;
  private final ClientAssertion assertion;
  private final SecureRandom random = new SecureRandom();
  private final Bodies prepared;

  /**
   * Creates the chain.
   *
   * @param configuration that of the whole client, for requests of the same sizes
   * @param fresh whether to create new values and a new assertion for each acquisition
   * @param secondFactor whether the server wants a passcode after the password
   */
  BareChain(
      Vertx vertx,
      BenchServer server,
      JsonObject configuration,
      boolean fresh,
      boolean secondFactor) {
    this.secondFactor = secondFactor;
    this.credentials =
        new JsonObject()
            .put("username", secondFactor ? new SecondFactor().user() : "user")
            .put("password", "password")
            .toBuffer();
    this.port = server.port();
    this.client =
        vertx
            .httpClientBuilder()
            .with(server.tls().clientOptions())
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(configuration.getInteger("maxConnections"))
                    .setHttp2MaxSize(HTTP2_CONNECTIONS))
            .build();
    this.options = PingOneOptions.load(vertx, configuration).await();
    this.assertion =
        new ClientAssertion(
            options.clientId(),
            null,
            Signer.hmac(
                vertx,
                options.assertion().algorithm().name(),
                requireNonNull(options.clientSecret()).value(),
                options.assertion().lifetime()));
    this.prepared = fresh ? null : prepare();
  }

  /** The bodies that need no response; the token request still lacks the code. */
  private record Bodies(Buffer authorization, String tokenRequest) {}

  private Bodies prepare() {
    CodeVerifier verifier = CodeVerifier.create(random);
    return new Bodies(
        Buffer.buffer(
            AuthorizationRequest.form(
                    "pi.flow",
                    options.clientId(),
                    options.redirectUri(),
                    options.scope(),
                    Base64Url.random(random, 16),
                    Base64Url.random(random, 16),
                    verifier,
                    null)
                .encoded()),
        assertion
            .authenticate(
                Grant.authorizationCode(
                        new AuthorizationCode("", verifier, "", options.scope()),
                        options.redirectUri())
                    .form(),
                options.endpoints().token())
            .form()
            .encoded()
            .replace("&code=&", "&"));
  }

  /** What the next request needs from a response. */
  private record ChainResponse(String body, String cookies) {
    String field(String name) {
      int from = body.indexOf("\"" + name + "\":\"") + name.length() + 4;
      return body.substring(from, body.indexOf('"', from));
    }
  }

  @Override
  public Future<?> acquire() {
    Bodies requests = prepared == null ? prepare() : prepared;
    return send(HttpMethod.POST, "/as/authorize", FORM, requests.authorization, null)
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
                secondFactor
                    ? send(
                        HttpMethod.POST,
                        "/flows/" + flow.field("id"),
                        OTP_CHECK,
                        passcode,
                        flow.cookies())
                    : Future.succeededFuture(flow))
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
                    Buffer.buffer(requests.tokenRequest + "&code=" + flow.field("code")),
                    null))
        .map(tokens -> tokens.field("access_token"));
  }

  private Future<ChainResponse> send(
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
                response.body().map(read -> new ChainResponse(read.toString(), cookies(response))));
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
