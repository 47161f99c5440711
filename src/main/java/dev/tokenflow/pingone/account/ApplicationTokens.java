package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.message.ClientCredentials;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Requests the application's own tokens. */
record ApplicationTokens(AccountCalls calls, @Nullable String scope) implements Renewal {

  @Override
  public Future<Tokens> acquire() {
    return calls.clientCredentials(ClientCredentials.of(scope));
  }

  /** Always: these are the client's credentials, and no number of tries locks a client. */
  @Override
  public Future<Boolean> hasChanged() {
    return Future.succeededFuture(true);
  }
}
