package dev.tokenflow.pingone.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenflow.pingone.sandbox.SandboxCertificate;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;

/**
 * A PingOne stand-in that checks nothing and stores nothing: flow id and code carry the nonce and
 * the state. Its responses have the sandbox's sizes and its ID tokens are valid, but it needs only
 * a fraction of the CPU time of the sandbox, which verifies everything and signs with an ordinary
 * key.
 *
 * <p>It can also leave every token request unanswered.
 */
final class StandIn extends VerticleBase {
  static final String BASE_PATH = "/5a4d0000-0000-4000-8000-000000000001";
  private static final String CLIENT_ID = "5a4d0000-0000-4000-8000-000000000002";
  private static final String REDIRECT_URI = "https://app.example.com/callback";

  /** Returns what was accepted and refused. */
  static final String COUNTS_PATH = "/counts";

  /** Changes the limit. */
  static final String LIMIT_PATH = "/limit";

  /** Returns the number of held token requests. */
  static final String HELD_PATH = "/held";

  private static final String SECRET = "bench-secret-that-is-long-enough-for-HS256";
  private static final String KEY_ID = "5a4d0000-0000-4000-8000-000000000003";
  private static final String SUBJECT = "5a4d0000-0000-4000-8000-000000000004";
  private static final String ACCESS_TOKEN = "ylOXzDF5kZ2xXOTCd8AZPKTQuiAtDRqL5p0hTqMtXQs";
  private static final String SESSION = "pfnVSTQpqlHoNyH3mnpVKuFtEBtu3WuD0xEhyJsxhfM";
  private static final long LIFETIME_SECONDS = 3600;

  private final int latencyMs;
  private final boolean holding;
  private final TokenBucket limit;
  private final SandboxCertificate certificate;
  private final QuickKey key = new QuickKey();
  private final String header = base64("{\"alg\":\"RS256\",\"kid\":\"" + KEY_ID + "\"}");
  private final String accessTokenHash =
      QuickKey.base64(Arrays.copyOf(QuickKey.sha256(ACCESS_TOKEN.getBytes(US_ASCII)), 16));
  private String baseUrl;
  private int held;

  /**
   * Creates a server.
   *
   * @param latencyMs the minimum response time
   * @param holding whether token requests are never answered
   * @param limit the rate limit, or null for none
   * @param certificate the certificate for https, or null for http
   */
  StandIn(int latencyMs, boolean holding, TokenBucket limit, SandboxCertificate certificate) {
    this.latencyMs = latencyMs;
    this.holding = holding;
    this.limit = limit;
    this.certificate = certificate;
  }

  /** A complete verticle configuration for this server. */
  JsonObject verticleConfiguration() {
    JsonObject configuration =
        new JsonObject()
            .put("baseUrl", baseUrl)
            .put("clientId", CLIENT_ID)
            .put("clientSecret", SECRET)
            .put("redirectUri", REDIRECT_URI);
    return certificate == null
        ? configuration
        : configuration.put("trustedCertificates", certificate.file().toString());
  }

  @Override
  public Future<?> start() {
    HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
    if (certificate != null) {
      options.setSsl(true).setUseAlpn(true).setKeyCertOptions(certificate.key());
    }
    String scheme = certificate == null ? "http" : "https";
    return vertx
        .createHttpServer(options)
        .requestHandler(this::handle)
        .listen()
        .onSuccess(server -> baseUrl = scheme + "://127.0.0.1:" + server.actualPort() + BASE_PATH);
  }

  private void handle(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              if (latencyMs == 0) {
                answer(request, body);
              } else {
                vertx.setTimer(latencyMs, id -> answer(request, body));
              }
            });
  }

  private void answer(HttpServerRequest request, Buffer body) {
    String path = request.path();
    if (path.equals(HELD_PATH)) {
      send(request, Integer.toString(held));
    } else if (path.equals(COUNTS_PATH)) {
      send(request, limit.counts());
    } else if (path.equals(LIMIT_PATH)) {
      limit.change(Double.parseDouble(request.getParam("perSecond")));
      send(request, "");
    } else if (limit != null && !path.endsWith("/as/jwks") && !limit.accepts()) {
      request.response().setStatusCode(429).putHeader("Retry-After", "1").end();
    } else if (path.startsWith(BASE_PATH + "/flows/")) {
      String flowId = path.substring((BASE_PATH + "/flows/").length());
      renewCookies(request.response());
      send(
          request,
          SecondFactor.isWantedAfter(body)
              ? flow(
                  flowId,
                  "OTP_REQUIRED",
                  link("otp.check", flowId) + link("device.select", flowId),
                  ",\"selectedDevice\":{\"id\":\"" + KEY_ID + "\"}")
              : flow(flowId, "COMPLETED", "", ""));
    } else {
      switch (path.substring(BASE_PATH.length())) {
        case "/as/authorize" -> authorize(request, body.toString());
        case "/as/resume" -> resume(request);
        case "/as/token" -> token(request, body.toString());
        case "/as/jwks" -> send(request, "{\"keys\":[" + key.jwk(KEY_ID) + "]}");
        default -> request.response().setStatusCode(404).end();
      }
    }
  }

  private void authorize(HttpServerRequest request, String form) {
    String flowId = field(form, "nonce") + "." + field(form, "state");
    renewCookies(request.response());
    send(
        request,
        flow(
            flowId,
            "USERNAME_PASSWORD_REQUIRED",
            link("usernamePassword.check", flowId) + link("password.forgot", flowId),
            ""));
  }

  private void resume(HttpServerRequest request) {
    String flowId = request.getParam("flowId");
    int dot = flowId.indexOf('.');
    send(
        request,
        flow(
            flowId,
            "COMPLETED",
            "",
            ",\"authorizeResponse\":{\"code\":\""
                + flowId.substring(0, dot)
                + "\",\"state\":\""
                + flowId.substring(dot + 1)
                + "\"}"));
  }

  private void token(HttpServerRequest request, String form) {
    if (holding) {
      held++;
      return;
    }
    send(
        request,
        "{\"access_token\":\""
            + ACCESS_TOKEN
            + "\",\"token_type\":\"Bearer\",\"expires_in\":"
            + LIFETIME_SECONDS
            + ",\"scope\":\"openid\",\"id_token\":\""
            + idToken(field(form, "code"))
            + "\"}");
  }

  private String idToken(String nonce) {
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"iss\":\""
            + baseUrl
            + "/as\",\"sub\":\""
            + SUBJECT
            + "\",\"aud\":\""
            + CLIENT_ID
            + "\",\"iat\":"
            + now
            + ",\"exp\":"
            + (now + LIFETIME_SECONDS)
            + ",\"auth_time\":"
            + now
            + ",\"at_hash\":\""
            + accessTokenHash
            + "\",\"preferred_username\":\"user\",\"nonce\":\""
            + nonce
            + "\"}";
    String signingInput = header + "." + base64(claims);
    return signingInput + "." + key.sign(signingInput);
  }

  private String flow(String flowId, String status, String actions, String more) {
    return "{\"_links\":{"
        + actions
        + "\"self\":{\"href\":\""
        + baseUrl
        + "/flows/"
        + flowId
        + "\"}},\"id\":\""
        + flowId
        + "\",\"resumeUrl\":\""
        + baseUrl
        + "/as/resume?flowId="
        + flowId
        + "\",\"status\":\""
        + status
        + "\",\"createdAt\":\"2026-01-01T00:00:00.000Z\",\"expiresAt\":\"2036-01-01T00:00:00.000Z\""
        + ",\"_embedded\":{\"user\":{\"id\":\""
        + SUBJECT
        + "\",\"username\":\"user\"}}"
        + more
        + "}";
  }

  private String link(String action, String flowId) {
    return "\"" + action + "\":{\"href\":\"" + baseUrl + "/flows/" + flowId + "\"},";
  }

  private static void renewCookies(HttpServerResponse response) {
    for (String name : new String[] {"ST", "ST-NO-SS"}) {
      response.headers().add("Set-Cookie", name + "=" + SESSION + "; Path=/; HTTPOnly; Secure");
    }
  }

  private static void send(HttpServerRequest request, String json) {
    request
        .response()
        .putHeader("Correlation-Id", KEY_ID)
        .putHeader("Content-Type", "application/json")
        .end(json);
  }

  /** Returns a form field that needs no decoding. */
  private static String field(String form, String name) {
    int from = form.indexOf("&" + name + "=") + name.length() + 2;
    int to = form.indexOf('&', from);
    return to < 0 ? form.substring(from) : form.substring(from, to);
  }

  private static String base64(String text) {
    return QuickKey.base64(text.getBytes(UTF_8));
  }
}
