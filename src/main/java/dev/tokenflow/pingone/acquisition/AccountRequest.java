package dev.tokenflow.pingone.acquisition;

import java.util.Objects;

/**
 * A question for the current tokens of a configured account.
 *
 * @param account the account's name
 * @param refusedToken the account's access token, where somebody did not accept it although it
 *     should be good, so that it is replaced; else null. Never shown by {@link #toString()}
 * @param correlationId an id for logs and support, or null to have one made
 */
public record AccountRequest(String account, String refusedToken, String correlationId) {

  public AccountRequest {
    Objects.requireNonNull(account, "account");
  }

  /** A question for the current tokens. */
  public static AccountRequest of(String account) {
    return new AccountRequest(account, null, null);
  }

  /** The same after this access token was not accepted. */
  public AccountRequest withRefusedToken(String accessToken) {
    return new AccountRequest(account, accessToken, correlationId);
  }

  /** The same under an id of the caller's. */
  public AccountRequest withCorrelationId(String id) {
    return new AccountRequest(account, refusedToken, id);
  }

  @Override
  public String toString() {
    return "AccountRequest[account=" + account + ", correlationId=" + correlationId + "]";
  }
}
