package dev.tokenflow.pingone;

import dev.tokenflow.pingone.account.Acquisitions;
import dev.tokenflow.pingone.acquisition.ClientCredentials;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.Refresh;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Tokens;
import io.vertx.core.Future;

/** A client's acquisitions for its own accounts: no caller waits for them. */
record OwnAcquisitions(PingOneClient client) implements Acquisitions {

  @Override
  public Future<Outcome> signOn(SignOn signOn) {
    return client.signOn(signOn, null);
  }

  @Override
  public Future<Tokens> clientCredentials(ClientCredentials asked) {
    return client.clientCredentials(asked, null);
  }

  @Override
  public Future<Tokens> refresh(Refresh refresh) {
    return client.refresh(refresh, null);
  }
}
