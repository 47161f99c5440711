package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.message.ClientCredentials;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;

/** Asks for the application's own tokens. */
record ApplicationTokens(AccountCalls calls, String scope) implements Renewal {

  @Override
  public Future<Tokens> acquire() {
    return calls.clientCredentials(ClientCredentials.of(scope));
  }

  /** Its credentials are the client's, which nobody locks: trying again does no harm. */
  @Override
  public Future<Boolean> hasChanged() {
    return Future.succeededFuture(true);
  }
}
