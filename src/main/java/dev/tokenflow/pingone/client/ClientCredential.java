package dev.tokenflow.pingone.client;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.oauth.ClientAssertion;
import dev.tokenflow.pingone.oauth.ClientAuthentication;
import dev.tokenflow.pingone.oauth.ClientSecretBasic;
import dev.tokenflow.pingone.oauth.ClientSecretPost;
import dev.tokenflow.pingone.oauth.PublicClient;
import dev.tokenflow.pingone.oauth.RotatingCredential;
import dev.tokenflow.pingone.oauth.Signer;
import dev.tokenflow.pingone.options.AssertionOptions;
import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import dev.tokenflow.pingone.options.ClientKey;
import dev.tokenflow.pingone.options.ClientSecret;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.options.RotatingFile;
import io.vertx.core.Vertx;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the options say of the client's secret and key, in the terms of the specifications. */
final class ClientCredential {
  private static final Duration LOGIN_HINT_LIFETIME = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final PingOneOptions options;
  private final @Nullable RotatingFile<String> secret;
  private final @Nullable RotatingFile<PrivateKey> key;

  ClientCredential(Vertx vertx, PingOneOptions options) {
    this.vertx = vertx;
    this.options = options;
    ClientSecret configured = options.clientSecret();
    this.secret =
        configured == null
            ? null
            : RotatingFile.ofSecret(vertx, configured.value(), configured.file());
    ClientKey signing = options.clientKey();
    this.key =
        signing == null
            ? null
            : RotatingFile.ofKey(vertx, signing, options.assertion().algorithm());
  }

  /** Authenticates the client. */
  RotatingCredential<?, ClientAuthentication> authentication() {
    String clientId = options.clientId();
    Algorithm algorithm = options.assertion().algorithm();
    return switch (options.clientAuthentication()) {
      case CLIENT_SECRET_JWT -> ofSecret(value -> assertion(hmac(algorithm, value)));
      case PRIVATE_KEY_JWT -> ofKey(value -> assertion(signature(algorithm, value)));
      case CLIENT_SECRET_BASIC -> ofSecret(value -> new ClientSecretBasic(clientId, value));
      case CLIENT_SECRET_POST -> ofSecret(value -> new ClientSecretPost(clientId, value));
      case NONE -> RotatingCredential.fixed(new PublicClient(clientId));
    };
  }

  /** Signs request objects; null if nothing can. */
  @Nullable RotatingCredential<?, Signer> requestObjects() {
    Algorithm algorithm = options.assertion().requestObjectAlgorithm();
    if (!algorithm.isMac()) {
      return ofKey(value -> signature(algorithm, value));
    }
    return secret == null ? null : ofSecret(value -> hmac(algorithm, value));
  }

  /**
   * Signs {@code login_hint_token}s; null without a client secret. They live as long as those of
   * PingOne's own sample.
   */
  @Nullable RotatingCredential<?, Signer> loginHints() {
    Algorithm algorithm = options.assertion().loginHintAlgorithm();
    return secret == null
        ? null
        : ofSecret(value -> Signer.hmac(vertx, algorithm.name(), value, LOGIN_HINT_LIFETIME));
  }

  private <C> RotatingCredential<String, C> ofSecret(Function<String, C> create) {
    return of(requireNonNull(secret, "clientSecret"), create);
  }

  private <C> RotatingCredential<PrivateKey, C> ofKey(Function<PrivateKey, C> create) {
    return of(requireNonNull(key, "privateKeyFile"), create);
  }

  private static <S, C> RotatingCredential<S, C> of(RotatingFile<S> file, Function<S, C> create) {
    return new RotatingCredential<>(file::current, file::alternativeTo, create);
  }

  private ClientAuthentication assertion(Signer signer) {
    String audience =
        options.assertion().audience() == AssertionOptions.Audience.ISSUER
            ? options.endpoints().issuer()
            : null;
    return new ClientAssertion(options.clientId(), audience, signer);
  }

  private Signer hmac(Algorithm algorithm, String value) {
    return Signer.hmac(vertx, algorithm.name(), value, lifetime());
  }

  private Signer signature(Algorithm algorithm, PrivateKey value) {
    String keyId = requireNonNull(options.clientKey(), "privateKeyFile").id();
    return Signer.privateKey(vertx, algorithm.name(), keyId, value, lifetime());
  }

  private Duration lifetime() {
    return options.assertion().lifetime();
  }
}
