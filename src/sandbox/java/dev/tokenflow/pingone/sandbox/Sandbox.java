package dev.tokenflow.pingone.sandbox;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A running sandbox. Its state belongs to one event loop; the methods may be called anywhere. */
public final class Sandbox {
  private static final String HOST = "127.0.0.1";
  private static final String FLOWS = "/flows/";
  private static final String FORM = "application/x-www-form-urlencoded";
  // PingOne's own limit on the headers of a request.
  private static final int MAX_HEADERS = 6 * 1024;
  private static final long FORGET_EVERY_MS = 10_000;

  private final Vertx vertx;
  private final Context home;
  private final SandboxOptions options;
  private final Misbehaviour misbehaviour;
  private final SecureRandom random = new SecureRandom();
  private final SecurityKey securityKey = new SecurityKey();
  private final HttpServer server;
  private final ClientSecrets secrets;
  private final Passwords passwords;
  private final Map<SandboxStep, Integer> seen = new EnumMap<>(SandboxStep.class);
  private SignOnEndpoints signOn;
  private TokenEndpoint token;
  private IssuedTokenEndpoints issued;
  private SandboxAuthorizationRequests requests;
  private String baseUrl;
  private long forgetting;

  private Sandbox(Vertx vertx, Context home, SandboxOptions options, Misbehaviour misbehaviour) {
    this.vertx = vertx;
    this.home = home;
    this.options = options;
    this.misbehaviour = misbehaviour;
    this.secrets = new ClientSecrets(options);
    this.passwords = new Passwords(options.users());
    this.server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setHost(HOST)
                .setPort(options.port())
                .setMaxHeaderSize(MAX_HEADERS)
                .setSsl(options.certificate() != null)
                .setUseAlpn(options.certificate() != null)
                .setKeyCertOptions(options.certificate()));
  }

  /** Starts a sandbox that behaves. */
  public static Future<Sandbox> start(Vertx vertx, SandboxOptions options) {
    return start(vertx, options, Misbehaviour.NONE);
  }

  /**
   * Starts a sandbox.
   *
   * @return the running sandbox; fails where the port is taken
   */
  public static Future<Sandbox> start(
      Vertx vertx, SandboxOptions options, Misbehaviour misbehaviour) {
    Context home = vertx.getOrCreateContext();
    Promise<Sandbox> started = Promise.promise();
    home.runOnContext(
        begin ->
            vertx
                .executeBlocking(SigningKeys::generate)
                .compose(keys -> new Sandbox(vertx, home, options, misbehaviour).listen(keys))
                .onComplete(started));
    return started.future();
  }

  /** The URL to configure as {@code baseUrl}. */
  public String baseUrl() {
    return baseUrl;
  }

  /** The configuration that a verticle needs to use this sandbox. */
  public JsonObject verticleConfiguration() {
    return new JsonObject()
        .put("baseUrl", baseUrl)
        .put("clientId", options.clientId())
        .put("clientSecret", options.clientSecret())
        .put("redirectUri", options.redirectUri());
  }

  /** The security key that its users have. */
  public SecurityKey securityKey() {
    return securityKey;
  }

  /** Signs ID tokens with a new key from now on; the Future ends when it does. */
  public Future<Void> rotateKeys() {
    return vertx
        .executeBlocking(SigningKeys::generate)
        .compose(keys -> atHome(() -> token.rotate(keys)));
  }

  /**
   * Accepts these client secrets from now on and no others: a rotation keeps the one before for a
   * while. The Future ends when it does.
   */
  public Future<Void> acceptClientSecrets(String... accepted) {
    return atHome(() -> secrets.accept(List.of(accepted)));
  }

  /** Gives a user another password; the Future ends when it is the right one. */
  public Future<Void> changePassword(String username, String password) {
    return atHome(() -> passwords.replace(options.users().get(username), password));
  }

  private Future<Void> atHome(Runnable change) {
    Promise<Void> done = Promise.promise();
    home.runOnContext(
        now -> {
          change.run();
          done.complete();
        });
    return done.future();
  }

  /** Stops it. */
  public Future<Void> close() {
    vertx.cancelTimer(forgetting);
    return server.close();
  }

  private Future<Sandbox> listen(SigningKeys keys) {
    return server
        .requestHandler(this::handle)
        .listen()
        .map(
            listening -> {
              baseUrl =
                  (options.certificate() == null ? "http://" : "https://")
                      + HOST
                      + ":"
                      + listening.actualPort()
                      + "/"
                      + options.environmentId();
              Codes codes = new Codes(random);
              String issuer = baseUrl + "/as";
              Assertions assertions = new Assertions(options, secrets, issuer);
              requests =
                  new SandboxAuthorizationRequests(options, issuer, secrets, assertions, random);
              signOn =
                  new SignOnEndpoints(
                      options, baseUrl, random, securityKey, passwords, requests, codes);
              IssuedTokens tokens = new IssuedTokens(random, options.accessTokenLifetime());
              token = new TokenEndpoint(options, issuer, codes, assertions, tokens, keys);
              issued = new IssuedTokenEndpoints(options, issuer, assertions, tokens);
              forgetting =
                  vertx.setPeriodic(
                      FORGET_EVERY_MS,
                      tick -> {
                        codes.forgetExpired();
                        signOn.forgetExpired();
                        token.forgetExpired();
                        issued.forgetExpired();
                        requests.forgetExpired();
                      });
              return this;
            });
  }

  private void handle(HttpServerRequest request) {
    if (misbehaviour.takesOver(request) || meetsWithAFault(request)) {
      return;
    }
    request
        .body()
        .onSuccess(
            body -> {
              if (options.latency().isZero()) {
                answer(request, body);
              } else {
                vertx.setTimer(options.latency().toMillis(), waited -> answer(request, body));
              }
            });
  }

  private boolean meetsWithAFault(HttpServerRequest request) {
    SandboxStep step = SandboxStep.of(request);
    SandboxFault fault = options.faults().faultOf(step, seen.merge(step, 1, Integer::sum));
    return fault != null && fault.happensTo(request, this, vertx);
  }

  /** Forgets the flow that a request is about, if it is about one. */
  void forgetFlowOf(HttpServerRequest request) {
    String path = request.path();
    int flows = path.indexOf(FLOWS);
    signOn.forget(flows < 0 ? request.getParam("flowId") : path.substring(flows + FLOWS.length()));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    String correlationId = UUID.randomUUID().toString();
    response.putHeader("Correlation-Id", correlationId);
    try {
      Answer answer = route(request, body);
      response.setStatusCode(answer.status());
      if (answer.location() != null) {
        response.putHeader("Location", answer.location()).end();
      } else {
        response.putHeader("Content-Type", "application/json").end(answer.body().toBuffer());
      }
    } catch (Refusal refusal) {
      if (refusal.challenge() != null) {
        response.putHeader("WWW-Authenticate", refusal.challenge());
      }
      response
          .setStatusCode(refusal.status())
          .putHeader("Content-Type", "application/json")
          .end(refusal.body().put("id", correlationId).toBuffer());
    }
  }

  private Answer route(HttpServerRequest request, Buffer body) {
    String environment = "/" + options.environmentId();
    if (!request.path().startsWith(environment + "/")) {
      throw notFound();
    }
    String path = request.path().substring(environment.length());
    if (path.startsWith(FLOWS)) {
      refuseUnacceptable(request);
      String flowId = path.substring(FLOWS.length());
      return switch (request.method().name()) {
        case "GET" -> signOn.look(request, flowId);
        case "POST" -> signOn.act(request, flowId, body);
        default -> throw notFound();
      };
    }
    return switch (request.method() + " " + path) {
      case "GET /as/authorize" -> signOn.authorize(request, request.params());
      case "POST /as/authorize" -> signOn.authorize(request, form(request, body));
      case "GET /as/resume" -> signOn.resume(request);
      case "POST /as/token" -> token.token(request, form(request, body));
      case "GET /as/jwks" -> token.jwks();
      case "POST /as/par" -> requests.push(request, form(request, body));
      case "POST /as/introspect" -> issued.introspect(request, form(request, body));
      case "POST /as/revoke" -> issued.revoke(request, form(request, body));
      case "GET /as/userinfo", "POST /as/userinfo" -> issued.userInfo(request);
      default -> throw notFound();
    };
  }

  private static Refusal notFound() {
    return Refusal.platform(404, "NOT_FOUND", "No such resource.");
  }

  /** The flow endpoints answer vendor media types, which {@code application/json} leaves out. */
  private static void refuseUnacceptable(HttpServerRequest request) {
    String accept = request.getHeader("Accept");
    if (accept != null && !accept.contains("*/*")) {
      throw Refusal.platform(406, "INVALID_REQUEST", "Not acceptable.");
    }
  }

  private static MultiMap form(HttpServerRequest request, Buffer body) {
    String type = request.getHeader("Content-Type");
    if (type == null || !type.split(";", 2)[0].strip().equals(FORM)) {
      throw Refusal.platform(415, "INVALID_REQUEST", "Unsupported media type.");
    }
    MultiMap form = MultiMap.caseInsensitiveMultiMap();
    new QueryStringDecoder(body.toString(), false)
        .parameters()
        .forEach((name, values) -> form.add(name, values));
    return form;
  }
}
