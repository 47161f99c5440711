package dev.tokenflow.pingone;

import static java.util.Objects.requireNonNull;

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

/** The typed API over a channel. A null is a bug of the caller, who gets it at once and by name. */
record ChannelTokens(Channel channel, Supplier<Future<Void>> closing) implements PingOneTokens {

  @Override
  public Future<Outcome> signOn(SignOn signOn) {
    return channel.call(Operation.SIGN_ON, requireNonNull(signOn, "signOn"));
  }

  @Override
  public Future<Outcome> authorize(Authorize request) {
    return channel.call(Operation.AUTHORIZE, requireNonNull(request, "request"));
  }

  @Override
  public Future<Outcome> continueFlow(Continuation continuation) {
    return channel.call(Operation.CONTINUE, requireNonNull(continuation, "continuation"));
  }

  @Override
  public Future<Tokens> clientCredentials(ClientCredentials request) {
    return channel.call(Operation.CLIENT_CREDENTIALS, requireNonNull(request, "request"));
  }

  @Override
  public Future<Tokens> refresh(Refresh refresh) {
    return channel.call(Operation.REFRESH, requireNonNull(refresh, "refresh"));
  }

  @Override
  public Future<Tokens> account(AccountRequest request) {
    return channel.call(Operation.ACCOUNT, requireNonNull(request, "request"));
  }

  @Override
  public Future<JsonObject> introspect(IssuedToken token) {
    return channel.call(Operation.INTROSPECT, requireNonNull(token, "token"));
  }

  @Override
  public Future<JsonObject> userInfo(UserInfoRequest request) {
    return channel.call(Operation.USER_INFO, requireNonNull(request, "request"));
  }

  @Override
  public Future<Void> revoke(IssuedToken token) {
    return channel.call(Operation.REVOKE, requireNonNull(token, "token"));
  }

  @Override
  public Future<Void> signOff(SignOff request) {
    return channel.call(Operation.SIGN_OFF, requireNonNull(request, "request"));
  }

  @Override
  public Future<Void> close() {
    return closing.get();
  }
}
