package dev.tokenflow.pingone;

import dev.tokenflow.pingone.account.AccountListener;
import dev.tokenflow.pingone.acquisition.AccountRequest;
import dev.tokenflow.pingone.acquisition.ClientCredentials;
import dev.tokenflow.pingone.acquisition.Continuation;
import dev.tokenflow.pingone.acquisition.IssuedToken;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.Refresh;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Tokens;
import dev.tokenflow.pingone.acquisition.UserInfoRequest;
import dev.tokenflow.pingone.config.PingOneOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** A client on a context of its own, to which every call is taken and from which it comes back. */
final class DirectTokens implements PingOneTokens {
  private final Context home;
  private final Future<PingOneClient> client;

  DirectTokens(Vertx vertx, PingOneOptions options) {
    this.home = vertx.getOrCreateContext();
    Promise<PingOneClient> created = Promise.promise();
    home.runOnContext(
        begin -> Future.succeededFuture().map(now -> open(vertx, options)).onComplete(created));
    this.client = created.future();
  }

  private static PingOneClient open(Vertx vertx, PingOneOptions options) {
    PingOneClient client = new PingOneClient(vertx, options, null);
    client.keepAccounts(AccountListener.NONE);
    return client;
  }

  @Override
  public Future<Outcome> signOn(SignOn signOn) {
    return atHome(running -> running.signOn(signOn, null));
  }

  @Override
  public Future<Outcome> carryOn(Continuation continuation) {
    return atHome(running -> running.carryOn(continuation, null));
  }

  @Override
  public Future<Tokens> refresh(Refresh refresh) {
    return atHome(running -> running.refresh(refresh, null));
  }

  @Override
  public Future<Tokens> clientCredentials(ClientCredentials asked) {
    return atHome(running -> running.clientCredentials(asked, null));
  }

  @Override
  public Future<Tokens> account(AccountRequest asked) {
    return atHome(running -> running.account(asked));
  }

  @Override
  public Future<JsonObject> introspect(IssuedToken token) {
    return atHome(running -> running.introspect(token, null));
  }

  @Override
  public Future<Void> revoke(IssuedToken token) {
    return atHome(running -> running.revoke(token, null));
  }

  @Override
  public Future<JsonObject> userInfo(UserInfoRequest asked) {
    return atHome(running -> running.userInfo(asked, null));
  }

  @Override
  public Future<Void> close() {
    return atHome(PingOneClient::close);
  }

  private <T> Future<T> atHome(Function<PingOneClient, Future<T>> call) {
    Context caller = Vertx.currentContext();
    Promise<T> result = Promise.promise();
    home.runOnContext(
        arrived ->
            client
                .compose(call)
                .onComplete(
                    ended -> {
                      if (caller == null || caller == home) {
                        result.handle(ended);
                      } else {
                        caller.runOnContext(back -> result.handle(ended));
                      }
                    }));
    return result.future();
  }
}
