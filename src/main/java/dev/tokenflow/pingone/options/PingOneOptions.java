package dev.tokenflow.pingone.options;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.options.ClientAuthenticationReader.Credentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one PingOne application, and within which limits.
 *
 * @param endpoints PingOne's URLs
 * @param clientId the application's client id
 * @param clientAuthentication how the client authenticates
 * @param clientSecret the application's secret, or null where nothing needs it
 * @param clientKey the application's private key, or null where the method uses none
 * @param redirectUri the redirect URI, as registered
 * @param scope the default scopes, separated by spaces
 * @param responseMode how PingOne answers the authorization request
 * @param pushedAuthorization whether authorization requests are pushed first (RFC 9126)
 * @param requestObject whether they are signed request objects (RFC 9101)
 * @param loginHintUser whether callers may begin flows of a user without a password
 * @param assertion how client assertions are made
 * @param idToken how ID tokens are validated
 * @param address the prefix of the event bus addresses
 * @param publish what is published on the event bus
 * @param maxInFlight the maximum number of acquisitions that run at the same time
 * @param maxQueued the maximum number of acquisitions that wait for their turn
 * @param maxPendingFlows the maximum number of flows that wait for their next step
 * @param maxRate the maximum number of acquisitions that begin per second, or null for no limit
 * @param maxRateScope whose limit that is
 * @param warmUp whether a connection and the key set are kept ready
 * @param prefetchFlows how many flows are begun ahead
 * @param acquisitionTimeout the time for each acquisition, including its wait
 * @param drainTimeout the time for what runs to end after undeployment began
 * @param http the limits of the HTTP side
 * @param trust the certificates to trust under https, or null for the JVM's own
 * @param proxy the proxy under https, or null for none
 * @param accounts the accounts whose tokens are kept fresh
 */
public record PingOneOptions(
    Endpoints endpoints,
    String clientId,
    ClientAuthenticationMethod clientAuthentication,
    @Nullable ClientSecret clientSecret,
    @Nullable ClientKey clientKey,
    String redirectUri,
    String scope,
    ResponseMode responseMode,
    boolean pushedAuthorization,
    boolean requestObject,
    boolean loginHintUser,
    AssertionOptions assertion,
    IdTokenOptions idToken,
    String address,
    Publish publish,
    int maxInFlight,
    int maxQueued,
    int maxPendingFlows,
    @Nullable Double maxRate,
    RateScope maxRateScope,
    boolean warmUp,
    int prefetchFlows,
    Duration acquisitionTimeout,
    Duration drainTimeout,
    HttpLimits http,
    @Nullable TrustOptions trust,
    @Nullable ProxySettings proxy,
    List<AccountOptions> accounts) {

  public PingOneOptions {
    accounts = List.copyOf(accounts);
  }

  static PingOneOptions of(
      Settings settings,
      Credentials credentials,
      @Nullable TrustOptions trust,
      @Nullable ProxySettings proxy,
      List<AccountOptions> accounts) {
    return new PingOneOptions(
        Endpoints.of(settings),
        settings.text("clientId"),
        credentials.method(),
        credentials.secret(),
        credentials.key(),
        settings.text("redirectUri"),
        settings.text("scope"),
        settings.choice("responseMode", ResponseMode.class),
        settings.flag("pushedAuthorization"),
        settings.flag("requestObject"),
        settings.flag("loginHintUser"),
        AssertionOptions.of(settings, requireNonNull(credentials.algorithm())),
        IdTokenOptions.of(settings),
        settings.text("address"),
        settings.choice("publish", Publish.class),
        settings.integer("maxInFlight"),
        settings.integer("maxQueued"),
        settings.integer("maxPendingFlows"),
        settings.optionalNumber("maxRate"),
        settings.choice("maxRateScope", RateScope.class),
        settings.flag("warmUp"),
        settings.integer("prefetchFlows"),
        settings.milliseconds("acquisitionTimeoutMs"),
        settings.milliseconds(
            settings.has("drainTimeoutMs") ? "drainTimeoutMs" : "acquisitionTimeoutMs"),
        HttpLimits.of(settings),
        trust,
        proxy,
        accounts);
  }

  /** The same application at an authorization server whose endpoints have other paths. */
  public PingOneOptions withEndpoints(Endpoints others) {
    return new PingOneOptions(
        others,
        clientId,
        clientAuthentication,
        clientSecret,
        clientKey,
        redirectUri,
        scope,
        responseMode,
        pushedAuthorization,
        requestObject,
        loginHintUser,
        assertion,
        idToken,
        address,
        publish,
        maxInFlight,
        maxQueued,
        maxPendingFlows,
        maxRate,
        maxRateScope,
        warmUp,
        prefetchFlows,
        acquisitionTimeout,
        drainTimeout,
        http,
        trust,
        proxy,
        accounts);
  }

  /**
   * Loads a configuration and the files that it names, without blocking.
   *
   * @return the options; fails with {@link ConfigurationException}, which names all faults
   */
  public static Future<PingOneOptions> load(Vertx vertx, JsonObject configuration) {
    return OptionsLoader.load(vertx, System::getenv, configuration);
  }

  /** Builds options without writing JSON. */
  public static PingOneOptionsBuilder builder() {
    return new PingOneOptionsBuilder();
  }
}
