package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.acquisition.ClientCredentials;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.Refresh;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Tokens;
import io.vertx.core.Future;

/**
 * What gets an account its tokens. Each Future ends within the acquisition's time-out, and fails
 * with {@code PingOneException} and with nothing else.
 */
public interface Acquisitions {

  /** Signs a user on. */
  Future<Outcome> signOn(SignOn signOn);

  /** Gets tokens of the application itself. */
  Future<Tokens> clientCredentials(ClientCredentials asked);

  /** Turns a refresh token into new tokens. */
  Future<Tokens> refresh(Refresh refresh);
}
