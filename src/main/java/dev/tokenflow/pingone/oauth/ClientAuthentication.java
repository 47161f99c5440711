package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.options.AssertionOptions;
import dev.tokenflow.pingone.options.ClientSecret;
import dev.tokenflow.pingone.options.RotatingSecret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;

/**
 * The client's assertions under a secret that may be replaced while the program runs.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class ClientAuthentication {
  private final Vertx vertx;
  private final String clientId;
  private final AssertionOptions options;
  private final String issuer;
  private final SecureRandom random;
  private final RotatingSecret secret;
  private Keyed newest;

  /** An assertion's signer, and the secret that keys it. */
  record Keyed(ClientSecret clientSecret, ClientAssertion assertion) {
    @Override
    public String toString() {
      return "Keyed[***]";
    }
  }

  /**
   * @param issuer the authorization server's issuer, for assertions whose audience it is
   */
  public ClientAuthentication(
      Vertx vertx,
      String clientId,
      ClientSecret secret,
      AssertionOptions options,
      String issuer,
      SecureRandom random) {
    this.vertx = vertx;
    this.clientId = clientId;
    this.options = options;
    this.issuer = issuer;
    this.random = random;
    this.secret = new RotatingSecret(vertx, secret.value(), secret.file());
    this.newest = keyed(secret.value());
  }

  /** What signs with the secret as it is now; it never fails. */
  Future<Keyed> current() {
    return secret
        .current()
        .map(
            value -> {
              if (!newest.clientSecret.value().equals(value)) {
                newest = keyed(value);
              }
              return newest;
            });
  }

  /**
   * What to try once where the server did not accept an assertion: the secret before, where the
   * change is fresh; null where there is none.
   */
  Keyed insteadOf(Keyed refused) {
    String other = secret.insteadOf(refused.clientSecret.value());
    return other == null ? null : keyed(other);
  }

  private Keyed keyed(String value) {
    ClientSecret key = new ClientSecret(value);
    return new Keyed(key, new ClientAssertion(vertx, clientId, key, options, issuer, random));
  }
}
