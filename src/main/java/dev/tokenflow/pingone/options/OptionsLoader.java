package dev.tokenflow.pingone.options;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.options.AccountOptions.ClientCredentialsGrant;
import dev.tokenflow.pingone.options.AccountOptions.SignOnGrant;
import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import dev.tokenflow.pingone.options.ClientAuthenticationReader.Credentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Loads {@link PingOneOptions}. {@link Settings} checks the values with the schema; what a schema
 * cannot check, such as files and keys that exclude each other, is checked here.
 */
final class OptionsLoader {
  private static final Logger LOG = System.getLogger(OptionsLoader.class.getName());

  private final Vertx vertx;
  private final SecretReader secrets;
  private final SystemProxy systemProxy;
  private final Settings settings;

  private OptionsLoader(
      Vertx vertx, SecretReader secrets, SystemProxy systemProxy, Settings settings) {
    this.vertx = vertx;
    this.secrets = secrets;
    this.systemProxy = systemProxy;
    this.settings = settings;
  }

  static Future<PingOneOptions> load(
      Vertx vertx, Function<String, @Nullable String> environment, JsonObject configuration) {
    JsonObject copy = new JsonObject(new LinkedHashMap<>(configuration.getMap()));
    // Not on the event loop: the first use loads the validator's classes, some 0.1 s.
    return vertx
        .executeBlocking(() -> new Settings(schema(), copy))
        .compose(
            settings ->
                new OptionsLoader(
                        vertx,
                        new SecretReader(vertx, environment),
                        new SystemProxy(System::getProperty, environment),
                        settings)
                    .load());
  }

  /** The schema, read for each use: validators write their own notes into what they are given. */
  static JsonObject schema() {
    try (InputStream schema = OptionsLoader.class.getResourceAsStream("pingone.schema.json")) {
      return new JsonObject(Buffer.buffer(requireNonNull(schema).readAllBytes()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Future<PingOneOptions> load() {
    if (settings.given("environmentId", "baseUrl").isEmpty()) {
      settings.missing(
          "environmentId",
          "missing, expected " + settings.expected("environmentId") + " (or set baseUrl)");
    }
    if ("cluster".equals(settings.optionalText("maxRateScope")) && !settings.has("maxRate")) {
      settings.missing(
          "maxRate",
          "missing, expected "
              + settings.expected("maxRate")
              + ", which maxRateScope \"cluster\" divides among the instances");
    }
    Future<@Nullable Credentials> client =
        new ClientAuthenticationReader(vertx, secrets, settings).read();
    Future<@Nullable TrustOptions> trust =
        TrustedCertificates.read(vertx, settings, "trustedCertificates");
    Future<@Nullable ProxySettings> proxy = new ProxyReader(secrets, systemProxy).read(settings);
    Future<List<AccountOptions>> accounts = accounts();
    return Future.all(client, trust, proxy, accounts)
        .map(
            files -> {
              if (!settings.faults().isEmpty()) {
                throw new ConfigurationException(settings.faults());
              }
              PingOneOptions options =
                  PingOneOptions.of(
                      settings,
                      requireNonNull(client.result()),
                      trust.result(),
                      proxy.result(),
                      accounts.result());
              warnOfShortSecret(options);
              warnOfUnsignedLoginHints(options);
              return options;
            });
  }

  private Future<List<AccountOptions>> accounts() {
    List<Future<@Nullable AccountOptions>> accounts = new ArrayList<>();
    settings.objects("accounts").forEach((name, fields) -> accounts.add(account(name, fields)));
    return Future.all(accounts).map(all -> all.list());
  }

  /** An account, or null if the configuration has a fault. */
  private Future<@Nullable AccountOptions> account(String name, Settings fields) {
    if (fields.has("grant")) {
      for (String key : fields.given("username", "password", "passwordFile", "passwordEnv")) {
        fields.fault(key, "is given together with grant, which needs no user, expected none");
      }
      if (ClientAuthenticationMethod.NONE
          .wireName()
          .equals(settings.optionalText("clientAuthentication"))) {
        fields.fault(
            "grant", "needs a client that authenticates, but clientAuthentication is \"none\"");
      }
      return Future.succeededFuture(AccountOptions.of(name, new ClientCredentialsGrant(), fields));
    }
    String username = fields.optionalText("username");
    if (!fields.has("username")) {
      fields.missing("username");
    } else if (username != null && !SecretText.isUnicode(username)) {
      fields.fault("username", "contains half a surrogate pair, expected the user's name");
    }
    return secrets
        .read(fields, "password", Password::new)
        .map(
            password ->
                password == null || !fields.faults().isEmpty()
                    ? null
                    : AccountOptions.of(
                        name, new SignOnGrant(fields.text("username"), password), fields));
  }

  /** A secret that signs nothing may be of any length. */
  private static void warnOfShortSecret(PingOneOptions options) {
    ClientSecret secret = options.clientSecret();
    Set<Algorithm> uses = EnumSet.noneOf(Algorithm.class);
    if (options.clientAuthentication() == ClientAuthenticationMethod.CLIENT_SECRET_JWT) {
      uses.add(options.assertion().algorithm());
    }
    if (options.requestObject()) {
      uses.add(options.assertion().requestObjectAlgorithm());
    }
    if (options.loginHintUser()) {
      uses.add(options.assertion().loginHintAlgorithm());
    }
    for (Algorithm algorithm : uses) {
      if (secret != null && secret.octets().length() < algorithm.keyOctets()) {
        LOG.log(
            Level.WARNING,
            "The client secret is shorter than RFC 7518 section 3.2 requires for {0}: {1} octets",
            algorithm,
            algorithm.keyOctets());
      }
    }
  }

  /** Everything else works, so it is no fault; each use fails with {@code configuration}. */
  private static void warnOfUnsignedLoginHints(PingOneOptions options) {
    if (options.loginHintUser() && options.clientSecret() == null) {
      LOG.log(
          Level.WARNING,
          "loginHintUser is true, but no client secret can sign for login_hint_user, which"
              + " therefore fails: set clientSecret, clientSecretFile or clientSecretEnv");
    }
  }
}
