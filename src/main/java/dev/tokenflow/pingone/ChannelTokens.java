package dev.tokenflow.pingone;

import dev.tokenflow.pingone.client.Channel;
import dev.tokenflow.pingone.client.Operation;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.Authorize;
import dev.tokenflow.pingone.message.ClientCredentials;
import dev.tokenflow.pingone.message.Continuation;
import dev.tokenflow.pingone.message.IssuedToken;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.SignOff;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.message.UserInfoRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/** The typed API over a channel. */
record ChannelTokens(Channel channel, Supplier<Future<Void>> closing) implements PingOneTokens {

  @Override
  public Future<Outcome> signOn(SignOn signOn) {
    return channel.call(Operation.SIGN_ON, signOn);
  }

  @Override
  public Future<Outcome> authorize(Authorize request) {
    return channel.call(Operation.AUTHORIZE, request);
  }

  @Override
  public Future<Outcome> continueFlow(Continuation continuation) {
    return channel.call(Operation.CONTINUE, continuation);
  }

  @Override
  public Future<Tokens> clientCredentials(ClientCredentials request) {
    return channel.call(Operation.CLIENT_CREDENTIALS, request);
  }

  @Override
  public Future<Tokens> refresh(Refresh refresh) {
    return channel.call(Operation.REFRESH, refresh);
  }

  @Override
  public Future<Tokens> account(AccountRequest request) {
    return channel.call(Operation.ACCOUNT, request);
  }

  @Override
  public Future<JsonObject> introspect(IssuedToken token) {
    return channel.call(Operation.INTROSPECT, token);
  }

  @Override
  public Future<JsonObject> userInfo(UserInfoRequest request) {
    return channel.call(Operation.USER_INFO, request);
  }

  @Override
  public Future<Void> revoke(IssuedToken token) {
    return channel.call(Operation.REVOKE, token);
  }

  @Override
  public Future<Void> signOff(SignOff request) {
    return channel.call(Operation.SIGN_OFF, request);
  }

  @Override
  public Future<Void> close() {
    return closing.get();
  }
}
