package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.message.ClientCredentials;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;

/**
 * The calls with which an account gets its tokens. Each Future ends within {@code
 * acquisitionTimeoutMs} and fails with {@code PingOneException} only.
 */
public interface AccountCalls {

  /** Signs a user on. */
  Future<Outcome> signOn(SignOn request);

  /** Requests tokens for the application itself. */
  Future<Tokens> clientCredentials(ClientCredentials request);

  /**
   * Exchanges a refresh token for new tokens.
   *
   * @param before the tokens to replace; the new ones have the same user and, unless PingOne says
   *     otherwise, the same scope
   */
  Future<Tokens> refresh(Refresh request, Tokens before);
}
