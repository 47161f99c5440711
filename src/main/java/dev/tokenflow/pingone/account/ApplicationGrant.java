package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.acquisition.ClientCredentials;
import dev.tokenflow.pingone.acquisition.Tokens;
import io.vertx.core.Future;

/** Asks for the application's own tokens. */
record ApplicationGrant(Acquisitions acquisitions, String scope) implements AccountGrant {

  @Override
  public Future<Tokens> acquire() {
    return acquisitions.clientCredentials(ClientCredentials.of(scope));
  }

  /** Its credentials are the client's, which nobody locks: trying again does no harm. */
  @Override
  public Future<Boolean> hasChanged() {
    return Future.succeededFuture(true);
  }
}
