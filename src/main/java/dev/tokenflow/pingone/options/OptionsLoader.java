package dev.tokenflow.pingone.options;

import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import dev.tokenflow.pingone.options.AssertionOptions.Audience;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.TrustOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Turns a JSON configuration into {@link PingOneOptions}, or into all that is wrong with it. */
final class OptionsLoader {
  private static final Logger LOG = System.getLogger(OptionsLoader.class.getName());

  private static final Set<String> GROUPS = Set.of("assertion", "retry", "idToken");
  private static final Map<String, String> TLD_OF_REGION =
      Map.of("NA", "com", "CA", "ca", "EU", "eu", "AU", "com.au", "SG", "sg", "AP", "asia");
  private static final List<String> REGIONS = List.of("NA", "CA", "EU", "AU", "SG", "AP");
  private static final String UUID =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
  static final String SCOPES = "scopes separated by single spaces";
  // RFC 6749 section 3.3: scope-token *( SP scope-token )
  private static final String SCOPE = "[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*";
  private static final String LOOPBACK = "localhost|127(\\.\\d{1,3}){3}|\\[::1]";
  private static final int MAX_MS = 3_600_000;
  private static final int MAX_COUNT = 1_000_000;

  private final Vertx vertx;
  private final UnaryOperator<String> environment;
  private final ConfigurationReader read;

  OptionsLoader(Vertx vertx, UnaryOperator<String> environment, JsonObject configuration) {
    this.vertx = vertx;
    this.environment = environment;
    this.read = new ConfigurationReader(configuration, GROUPS);
  }

  Future<PingOneOptions> load() {
    Endpoints endpoints = endpoints();
    String clientId =
        read.required("clientId", "the application's client id", text -> !text.isBlank());
    SecretReader secrets = new SecretReader(vertx, environment);
    Future<ClientSecret> clientSecret =
        secrets.read(read, "clientSecret", "the application's", "client secret", ClientSecret::new);
    String redirectUri =
        read.required(
            "redirectUri",
            "an absolute URI without a fragment, as registered",
            OptionsLoader::isRedirectUri);
    String scope =
        read.has("scope") ? read.text("scope", SCOPES, OptionsLoader::isScope) : "openid";
    ResponseMode responseMode =
        read.oneOf(
            "responseMode",
            ResponseMode.PI_FLOW,
            List.of(ResponseMode.values()),
            ResponseMode::wireName);
    boolean pushedAuthorization = read.flag("pushedAuthorization", false);
    boolean requestObject = read.flag("requestObject", false);
    AssertionOptions assertion =
        new AssertionOptions(
            read.oneOf(
                "assertion.algorithm",
                Algorithm.HS256,
                List.of(Algorithm.values()),
                Algorithm::name),
            Duration.ofSeconds(read.integer("assertion.lifetimeSeconds", 60, 1, 3600)),
            read.oneOf(
                "assertion.audience",
                Audience.ENDPOINT,
                List.of(Audience.values()),
                OptionsLoader::lower));
    String address =
        read.has("address")
            ? read.text("address", "an event bus address prefix", text -> text.matches("\\S+"))
            : "pingone";
    Publish publish =
        read.oneOf("publish", Publish.TOKENS, List.of(Publish.values()), OptionsLoader::lower);
    int maxInFlight = read.integer("maxInFlight", 1000, 1, MAX_COUNT);
    int maxQueued = read.integer("maxQueued", 10_000, 0, MAX_COUNT);
    int maxPendingFlows = read.integer("maxPendingFlows", 10_000, 1, MAX_COUNT);
    Double maxRate = read.positive("maxRate", "acquisitions a second", MAX_COUNT);
    Duration connectTimeout = millis("connectTimeoutMs", 5_000);
    Duration requestTimeout = millis("requestTimeoutMs", 10_000);
    Duration acquisitionTimeout = millis("acquisitionTimeoutMs", 30_000);
    HttpLimits http =
        new HttpLimits(
            connectTimeout,
            requestTimeout,
            read.integer("maxConnections", 256, 1, 65_535),
            read.flag("http2", true),
            read.integer("retry.maxAttempts", 3, 1, 100));
    IdTokenOptions idToken =
        new IdTokenOptions(
            read.flag("idToken.validate", true),
            Duration.ofSeconds(read.integer("idToken.leewaySeconds", 30, 0, 600)));
    Future<TrustOptions> trust = trust();
    Future<List<AccountOptions>> accounts = new AccountsReader(secrets).read(read);

    return Future.all(clientSecret, trust, accounts)
        .compose(
            files -> {
              List<String> faults = read.faults();
              if (!faults.isEmpty()) {
                return Future.failedFuture(new ConfigurationException(faults));
              }
              warnOfShortSecret(clientSecret.result(), assertion.algorithm());
              return Future.succeededFuture(
                  new PingOneOptions(
                      endpoints,
                      clientId,
                      clientSecret.result(),
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
                      trust.result(),
                      accounts.result()));
            });
  }

  private Endpoints endpoints() {
    String environmentId =
        read.text("environmentId", "the environment's UUID", text -> text.matches(UUID));
    String region = read.oneOf("region", "NA", REGIONS, name -> name);
    String baseUrl =
        read.text(
            "baseUrl",
            "an https URL without query and fragment (http to a loopback host only)",
            OptionsLoader::isBaseUrl);
    if (baseUrl != null) {
      return Endpoints.of(baseUrl.replaceAll("/+$", ""));
    }
    if (environmentId != null) {
      return Endpoints.of(
          "https://auth.pingone." + TLD_OF_REGION.get(region) + "/" + environmentId);
    }
    if (!read.has("environmentId") && !read.has("baseUrl")) {
      read.fault("environmentId", "missing, expected the environment's UUID (or set baseUrl)");
    }
    return null;
  }

  static boolean isScope(String text) {
    return text.matches(SCOPE);
  }

  private static boolean isBaseUrl(String text) {
    try {
      URI uri = new URI(text);
      boolean https = "https".equalsIgnoreCase(uri.getScheme());
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      return uri.getHost() != null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getRawUserInfo() == null
          && (https || (http && lower(uri.getHost()).matches(LOOPBACK)));
    } catch (URISyntaxException notAUri) {
      return false;
    }
  }

  private static boolean isRedirectUri(String text) {
    try {
      URI uri = new URI(text);
      return uri.isAbsolute() && uri.getRawFragment() == null;
    } catch (URISyntaxException notAUri) {
      return false;
    }
  }

  private Duration millis(String key, int byDefault) {
    return Duration.ofMillis(read.integer(key, byDefault, 1, MAX_MS));
  }

  /** A file's content, or null after noting that what is named so cannot be read. */
  private Future<Buffer> file(String key, String name, String path) {
    return vertx
        .fileSystem()
        .readFile(path)
        .otherwise(
            cause -> {
              read.fault(key, name + " cannot be read");
              return null;
            });
  }

  private Future<TrustOptions> trust() {
    List<String> paths =
        read.texts("trustedCertificates", "the path of a PEM file, or an array of them");
    if (paths.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Future<List<Certificate>>> files = paths.stream().map(this::certificates).toList();
    return Future.all(files)
        .compose(
            all -> {
              List<Certificate> certificates = new ArrayList<>();
              files.forEach(file -> certificates.addAll(file.result()));
              return vertx.executeBlocking(
                  () -> TrustedCertificates.inAdditionToTheJvms(certificates));
            });
  }

  private Future<List<Certificate>> certificates(String path) {
    return file("trustedCertificates", "the file " + path, path)
        .map(
            pem -> {
              try {
                return pem == null ? List.of() : TrustedCertificates.parse(pem);
              } catch (GeneralSecurityException notPem) {
                read.fault("trustedCertificates", "the file " + path + " holds no PEM certificate");
                return List.of();
              }
            });
  }

  private static void warnOfShortSecret(ClientSecret secret, Algorithm algorithm) {
    int octets = secret.octets().length();
    if (octets < algorithm.keyOctets()) {
      LOG.log(
          Level.WARNING,
          "The client secret has fewer octets than RFC 7518 section 3.2 wants for {0}: {1}",
          algorithm,
          algorithm.keyOctets());
    }
  }

  private static String lower(Object name) {
    return name.toString().toLowerCase(Locale.ROOT);
  }
}
