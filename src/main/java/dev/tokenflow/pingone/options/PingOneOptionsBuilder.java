package dev.tokenflow.pingone.options;

import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import dev.tokenflow.pingone.options.AssertionOptions.Audience;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Collects the keys of a configuration; {@link #load} checks them all. What a key means, and what
 * holds without it, is in the documentation of the configuration.
 */
public final class PingOneOptionsBuilder {
  private final JsonObject configuration = new JsonObject();

  PingOneOptionsBuilder() {}

  /** The PingOne environment's UUID. */
  public PingOneOptionsBuilder environmentId(String environmentId) {
    return set("environmentId", environmentId);
  }

  /** Where the environment is hosted, such as {@code EU}. */
  public PingOneOptionsBuilder region(String region) {
    return set("region", region);
  }

  /** The full base URL, instead of environment and region. */
  public PingOneOptionsBuilder baseUrl(String baseUrl) {
    return set("baseUrl", baseUrl);
  }

  /** The application's client id. */
  public PingOneOptionsBuilder clientId(String clientId) {
    return set("clientId", clientId);
  }

  /** How the client authenticates, as registered with the application. */
  public PingOneOptionsBuilder clientAuthentication(ClientAuthenticationMethod method) {
    return set("clientAuthentication", method.wireName());
  }

  /** The client secret itself. */
  public PingOneOptionsBuilder clientSecret(String clientSecret) {
    return set("clientSecret", clientSecret);
  }

  /** A file that holds the client secret. */
  public PingOneOptionsBuilder clientSecretFile(String path) {
    return set("clientSecretFile", path);
  }

  /** The name of an environment variable that holds the client secret. */
  public PingOneOptionsBuilder clientSecretEnv(String variable) {
    return set("clientSecretEnv", variable);
  }

  /** A PEM file that holds the private key, for {@code PRIVATE_KEY_JWT}. */
  public PingOneOptionsBuilder privateKeyFile(String path) {
    return set("privateKeyFile", path);
  }

  /** The {@code kid} of the private key, as registered. */
  public PingOneOptionsBuilder keyId(String keyId) {
    return set("keyId", keyId);
  }

  /** The redirect URI, as registered. */
  public PingOneOptionsBuilder redirectUri(String redirectUri) {
    return set("redirectUri", redirectUri);
  }

  /** The default scopes, separated by spaces. */
  public PingOneOptionsBuilder scope(String scope) {
    return set("scope", scope);
  }

  /** How PingOne answers the authorization request. */
  public PingOneOptionsBuilder responseMode(ResponseMode mode) {
    return set("responseMode", mode.wireName());
  }

  /** Whether authorization requests are pushed first (RFC 9126). */
  public PingOneOptionsBuilder pushedAuthorization(boolean pushed) {
    return set("pushedAuthorization", pushed);
  }

  /** Whether authorization requests are signed request objects (RFC 9101). */
  public PingOneOptionsBuilder requestObject(boolean signed) {
    return set("requestObject", signed);
  }

  /** Whether callers may begin flows of a user without a password. */
  public PingOneOptionsBuilder loginHintUser(boolean allowed) {
    return set("loginHintUser", allowed);
  }

  /** What signs client assertions. */
  public PingOneOptionsBuilder assertionAlgorithm(Algorithm algorithm) {
    return set("assertion.algorithm", algorithm.name());
  }

  /** The lifetime of a client assertion, in whole seconds. */
  public PingOneOptionsBuilder assertionLifetime(Duration lifetime) {
    return set("assertion.lifetimeSeconds", lifetime.toSeconds());
  }

  /** The {@code aud} of a client assertion. */
  public PingOneOptionsBuilder assertionAudience(Audience audience) {
    return set("assertion.audience", lowerCase(audience));
  }

  /** The prefix of the event bus addresses. */
  public PingOneOptionsBuilder address(String address) {
    return set("address", address);
  }

  /** What is published on the event bus. */
  public PingOneOptionsBuilder publish(Publish published) {
    return set("publish", lowerCase(published));
  }

  /** The acquisitions that run at the same time. */
  public PingOneOptionsBuilder maxInFlight(int acquisitions) {
    return set("maxInFlight", acquisitions);
  }

  /** The acquisitions that wait for their turn. */
  public PingOneOptionsBuilder maxQueued(int acquisitions) {
    return set("maxQueued", acquisitions);
  }

  /** The flows that are worked on or wait for their next step. */
  public PingOneOptionsBuilder maxPendingFlows(int flows) {
    return set("maxPendingFlows", flows);
  }

  /** The acquisitions that begin per second. */
  public PingOneOptionsBuilder maxRate(double perSecond) {
    return set("maxRate", perSecond);
  }

  /** Whose limit {@link #maxRate} is. */
  public PingOneOptionsBuilder maxRateScope(RateScope scope) {
    return set("maxRateScope", lowerCase(scope));
  }

  /** Whether a connection and the key set are kept ready. */
  public PingOneOptionsBuilder warmUp(boolean ready) {
    return set("warmUp", ready);
  }

  /** How many flows are begun ahead. */
  public PingOneOptionsBuilder prefetchFlows(int flows) {
    return set("prefetchFlows", flows);
  }

  /** The time for each acquisition, including its wait, in whole milliseconds. */
  public PingOneOptionsBuilder acquisitionTimeout(Duration timeout) {
    return set("acquisitionTimeoutMs", timeout.toMillis());
  }

  /** The time for what runs to end after undeployment began. */
  public PingOneOptionsBuilder drainTimeout(Duration timeout) {
    return set("drainTimeoutMs", timeout.toMillis());
  }

  /** The time for each TCP connect, and for each TLS handshake. */
  public PingOneOptionsBuilder connectTimeout(Duration timeout) {
    return set("connectTimeoutMs", timeout.toMillis());
  }

  /** The time for each HTTP request. */
  public PingOneOptionsBuilder requestTimeout(Duration timeout) {
    return set("requestTimeoutMs", timeout.toMillis());
  }

  /** The HTTP/1.1 connections. */
  public PingOneOptionsBuilder maxConnections(int connections) {
    return set("maxConnections", connections);
  }

  /** Whether HTTP/2 is offered. */
  public PingOneOptionsBuilder http2(boolean offered) {
    return set("http2", offered);
  }

  /** {@code system} or {@code none}. */
  public PingOneOptionsBuilder proxy(String source) {
    return set("proxy", source);
  }

  /** The proxy: {@code host}, {@code port} and so on. */
  public PingOneOptionsBuilder proxy(JsonObject proxy) {
    return set("proxy", proxy);
  }

  /** How often a request is sent at most. */
  public PingOneOptionsBuilder retryMaxAttempts(int attempts) {
    return set("retry.maxAttempts", attempts);
  }

  /** Whether ID tokens are validated. */
  public PingOneOptionsBuilder idTokenValidate(boolean validated) {
    return set("idToken.validate", validated);
  }

  /** By how much the clocks may differ, in whole seconds. */
  public PingOneOptionsBuilder idTokenLeeway(Duration leeway) {
    return set("idToken.leewaySeconds", leeway.toSeconds());
  }

  /** PEM files of certificate authorities to trust besides the JVM's own. */
  public PingOneOptionsBuilder trustedCertificates(List<String> paths) {
    return set("trustedCertificates", new JsonArray(paths));
  }

  /** The accounts whose tokens are kept fresh, by name. */
  public PingOneOptionsBuilder accounts(JsonObject accounts) {
    return set("accounts", accounts);
  }

  /**
   * Sets any key of the configuration.
   *
   * @param key the key; that of an inner object with a dot, such as {@code retry.maxAttempts}
   * @param value a string, number, boolean, {@code JsonObject} or {@code JsonArray}
   */
  public PingOneOptionsBuilder set(String key, Object value) {
    configuration.put(key, value);
    return this;
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Loads the options as {@link PingOneOptions#load} does. */
  public Future<PingOneOptions> load(Vertx vertx) {
    return PingOneOptions.load(vertx, configuration);
  }

  /** The keys alone, as the values may be secrets. */
  @Override
  public String toString() {
    return "PingOneOptionsBuilder" + configuration.fieldNames();
  }
}
