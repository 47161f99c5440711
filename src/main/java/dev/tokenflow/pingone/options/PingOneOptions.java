package dev.tokenflow.pingone.options;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.List;

/**
 * How to reach one PingOne application, and within which limits.
 *
 * @param endpoints PingOne's URLs
 * @param clientId the application's client id
 * @param clientSecret its secret
 * @param redirectUri the redirect URI, as registered
 * @param scope the default scopes, separated by spaces
 * @param responseMode how PingOne answers the authorization request
 * @param pushedAuthorization whether the authorization request is pushed before (RFC 9126)
 * @param requestObject whether it is a signed request object (RFC 9101)
 * @param assertion how client assertions are made
 * @param idToken how ID tokens are validated
 * @param address the prefix of the event bus addresses
 * @param publish what is published there
 * @param maxInFlight how many acquisitions run at once
 * @param maxQueued how many more wait
 * @param maxPendingFlows how many flows are held until their next step comes
 * @param maxRate how many acquisitions begin a second at most, or null for any number
 * @param acquisitionTimeout the time for each acquisition, its wait included
 * @param http the limits of the HTTP side
 * @param trust whom to trust under https, or null for the JVM's own certificates
 * @param accounts the accounts whose tokens are kept fresh
 */
public record PingOneOptions(
    Endpoints endpoints,
    String clientId,
    ClientSecret clientSecret,
    String redirectUri,
    String scope,
    ResponseMode responseMode,
    boolean pushedAuthorization,
    boolean requestObject,
    AssertionOptions assertion,
    IdTokenOptions idToken,
    String address,
    Publish publish,
    int maxInFlight,
    int maxQueued,
    int maxPendingFlows,
    Double maxRate,
    Duration acquisitionTimeout,
    HttpLimits http,
    TrustOptions trust,
    List<AccountOptions> accounts) {

  public PingOneOptions {
    accounts = List.copyOf(accounts);
  }

  /**
   * The same application at an authorization server whose endpoints are not where PingOne has them.
   */
  public PingOneOptions withEndpoints(Endpoints others) {
    return new PingOneOptions(
        others,
        clientId,
        clientSecret,
        redirectUri,
        scope,
        responseMode,
        pushedAuthorization,
        requestObject,
        assertion,
        idToken,
        address,
        publish,
        maxInFlight,
        maxQueued,
        maxPendingFlows,
        maxRate,
        acquisitionTimeout,
        http,
        trust,
        accounts);
  }

  /**
   * Reads a configuration, the files that it names included, without blocking.
   *
   * @return the options; fails with {@link ConfigurationException}, which names every fault at once
   */
  public static Future<PingOneOptions> load(Vertx vertx, JsonObject configuration) {
    return new OptionsLoader(vertx, System::getenv, configuration).load();
  }
}
