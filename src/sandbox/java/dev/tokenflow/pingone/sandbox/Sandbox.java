package dev.tokenflow.pingone.sandbox;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.KeyCertOptions;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A running sandbox. Its state belongs to one event loop; the public methods may be called from any
 * thread.
 */
public final class Sandbox {
  private static final String HOST = "127.0.0.1";
  // PingOne limits the headers of a request to this size.
  private static final int MAX_HEADERS = 6 * 1024;
  private static final long CLEAN_UP_EVERY_MS = 10_000;

  private final Vertx vertx;
  private final Context home;
  private final SandboxOptions options;
  private final Misbehaviour misbehaviour;
  private final @Nullable SandboxCertificate certificate;
  private final SandboxConnections connections;
  private final SecurityKey securityKey = new SecurityKey();
  private final HttpServer server;
  private final ClientSecrets secrets;
  private final ClientKeys clientKeys;
  // Those of the options, and those who registered.
  private final Map<String, SandboxUser> users;
  private final Passwords passwords;
  private final Sessions sessions = new Sessions();
  private final Map<SandboxStep, Integer> seen = new EnumMap<>(SandboxStep.class);
  // Both exist only after the server has bound its port, so before any request and any caller.
  private @Nullable Router router;
  private @Nullable String baseUrl;
  private long cleanUpTimer;

  private Sandbox(
      Vertx vertx,
      Context home,
      SandboxOptions options,
      Misbehaviour misbehaviour,
      @Nullable SandboxCertificate certificate) {
    this.vertx = vertx;
    this.home = home;
    this.options = options;
    this.misbehaviour = misbehaviour;
    this.certificate = certificate;
    this.connections = new SandboxConnections(vertx, options);
    this.secrets = new ClientSecrets(options);
    this.clientKeys = new ClientKeys(options);
    this.users = new ConcurrentHashMap<>(options.users());
    this.passwords = new Passwords(users);
    KeyCertOptions key = certificate == null ? options.certificate() : certificate.key();
    this.server =
        vertx.createHttpServer(
            SandboxConnections.limit(
                new HttpServerOptions()
                    .setHost(HOST)
                    .setPort(options.port())
                    .setMaxHeaderSize(MAX_HEADERS)
                    .setMaxInitialLineLength(MAX_HEADERS)
                    .setSsl(key != null)
                    .setUseAlpn(key != null)
                    .setKeyCertOptions(key),
                options));
  }

  /** Starts a sandbox. */
  public static Future<Sandbox> start(Vertx vertx, SandboxOptions options) {
    return start(vertx, options, Misbehaviour.NONE);
  }

  /**
   * Starts a sandbox that passes every request to {@code misbehaviour} first.
   *
   * @return the running sandbox; fails if the port is in use
   */
  public static Future<Sandbox> start(
      Vertx vertx, SandboxOptions options, Misbehaviour misbehaviour) {
    Context home = vertx.getOrCreateContext();
    Promise<Sandbox> started = Promise.promise();
    home.runOnContext(
        begin ->
            certificate(vertx, options)
                .compose(
                    certificate ->
                        signingKeys(vertx, options.signingKey())
                            .compose(
                                keys ->
                                    new Sandbox(vertx, home, options, misbehaviour, certificate)
                                        .listen(keys)))
                .onComplete(started));
    return started.future();
  }

  private static Future<@Nullable SandboxCertificate> certificate(
      Vertx vertx, SandboxOptions options) {
    return options.tls()
        ? vertx.executeBlocking(() -> SandboxCertificate.make(options.host()))
        : Future.succeededFuture();
  }

  private static Future<SigningKeys> signingKeys(Vertx vertx, @Nullable KeyPair given) {
    return given == null
        ? vertx.executeBlocking(SigningKeys::generate)
        : Future.succeededFuture(new SigningKeys(given));
  }

  /** The URL to configure as {@code baseUrl}. */
  public String baseUrl() {
    return requireNonNull(baseUrl);
  }

  /**
   * A verticle configuration for this sandbox. With {@code private_key_jwt} it lacks {@code
   * privateKeyFile} and {@code keyId}: the sandbox knows public keys alone.
   */
  public JsonObject verticleConfiguration() {
    String method = options.clientAuthentication();
    JsonObject configuration =
        new JsonObject()
            .put("baseUrl", baseUrl())
            .put("clientId", options.clientId())
            .put("redirectUri", options.redirectUri());
    if (method.startsWith("client_secret")) {
      configuration.put("clientSecret", options.clientSecret());
    }
    if (!method.equals("client_secret_jwt")) {
      configuration.put("clientAuthentication", method);
    }
    return certificate == null
        ? configuration
        : configuration.put("trustedCertificates", certificate.file().toString());
  }

  /** The security key of its users. */
  public SecurityKey securityKey() {
    return securityKey;
  }

  /** Generates a new key to sign ID tokens; completes when it is in use. */
  public Future<Void> rotateKeys() {
    return vertx
        .executeBlocking(SigningKeys::generate)
        .compose(keys -> onHomeContext(() -> router().rotate(keys)));
  }

  /**
   * Replaces the accepted client secrets; completes when they are in effect. Pass the previous
   * secret as well to keep it valid during a rotation.
   */
  public Future<Void> acceptClientSecrets(String... accepted) {
    return onHomeContext(() -> secrets.accept(List.of(accepted)));
  }

  /** Replaces the client's public keys, by their {@code kid}; completes when they are in effect. */
  public Future<Void> acceptClientKeys(Map<String, PublicKey> keys) {
    return onHomeContext(() -> clientKeys.accept(keys));
  }

  /** Changes a user's password; completes when the new one is in effect. */
  public Future<Void> changePassword(String username, String password) {
    SandboxUser user = users.get(username);
    if (user == null) {
      return Future.failedFuture(new IllegalArgumentException("no user " + username));
    }
    return onHomeContext(() -> passwords.replace(user, password));
  }

  /** How many sessions a user has, as browsers would show them. */
  public Future<Integer> sessions(String username) {
    SandboxUser user = users.get(username);
    return user == null
        ? Future.failedFuture(new IllegalArgumentException("no user " + username))
        : onHomeContext(() -> sessions.of(user));
  }

  private Future<Void> onHomeContext(Runnable change) {
    return onHomeContext(
        () -> {
          change.run();
          return null;
        });
  }

  private <T> Future<T> onHomeContext(Supplier<T> access) {
    Promise<T> done = Promise.promise();
    home.runOnContext(
        ignored -> {
          try {
            done.complete(access.get());
          } catch (RuntimeException rejected) {
            done.fail(rejected);
          }
        });
    return done.future();
  }

  /** Stops the sandbox. */
  public Future<Void> close() {
    vertx.cancelTimer(cleanUpTimer);
    return server
        .close()
        .eventually(
            () ->
                certificate == null
                    ? Future.succeededFuture()
                    : vertx.executeBlocking(certificate::delete));
  }

  private Future<Sandbox> listen(SigningKeys keys) {
    return server
        .requestHandler(this::handle)
        .listen()
        .map(
            listening -> {
              boolean https = certificate != null || options.certificate() != null;
              String url =
                  (https ? "https" : "http")
                      + "://"
                      + options.host()
                      + ":"
                      + listening.actualPort()
                      + "/"
                      + options.environmentId();
              Router endpoints =
                  new Router(
                      options,
                      users,
                      url,
                      securityKey,
                      secrets,
                      clientKeys,
                      passwords,
                      sessions,
                      keys);
              baseUrl = url;
              router = endpoints;
              cleanUpTimer =
                  vertx.setPeriodic(CLEAN_UP_EVERY_MS, tick -> endpoints.removeExpired());
              return this;
            });
  }

  private Router router() {
    return requireNonNull(router);
  }

  private void handle(HttpServerRequest request) {
    connections.count(request);
    if (misbehaviour.takesOver(request) || applyFault(request)) {
      return;
    }
    request
        .body()
        .onSuccess(
            body -> {
              if (options.latency().isZero()) {
                router().handle(request, body);
              } else {
                vertx.setTimer(options.latency().toMillis(), id -> router().handle(request, body));
              }
            });
  }

  private boolean applyFault(HttpServerRequest request) {
    SandboxStep step = SandboxStep.of(request);
    SandboxFault fault = options.faults().faultFor(step, seen.merge(step, 1, Integer::sum));
    return fault != null && fault.apply(request, this, vertx);
  }

  /** Expires the flow that a request refers to, if it refers to one. */
  void expireFlowOf(HttpServerRequest request) {
    router().expireFlowOf(request);
  }
}
