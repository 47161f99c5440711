package dev.tokenflow.pingone.client;

import dev.tokenflow.pingone.flow.SessionEnd;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.Authorize;
import dev.tokenflow.pingone.message.ClientCredentials;
import dev.tokenflow.pingone.message.Continuation;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.IssuedToken;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.RequestMessage;
import dev.tokenflow.pingone.message.SignOff;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.TokenEvent;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.message.UserInfoRequest;
import dev.tokenflow.pingone.oauth.Introspection;
import dev.tokenflow.pingone.oauth.Revocation;
import dev.tokenflow.pingone.oauth.UserInfo;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of request: how its messages are read and written, what is published of its answer, and
 * what runs it. The table below is the event bus contract.
 *
 * @param name the address without its prefix
 * @param readRequest reads the request; throws {@code MalformedRequestException}
 * @param writeAnswer writes the reply
 * @param readAnswer reads the reply
 * @param published the event as which tokens of the answer are published, or null for none
 * @param runner runs the request
 */
public record Operation<Q extends RequestMessage, A>(
    String name,
    Function<@Nullable Object, Q> readRequest,
    Function<A, JsonObject> writeAnswer,
    Function<JsonObject, A> readAnswer,
    @Nullable TokenEvent published,
    Runner<Q, A> runner) {

  /** Runs a request on a client's own context. */
  @FunctionalInterface
  public interface Runner<Q, A> {
    /** May throw, and fail with, what {@link Call#complete} turns into a failure. */
    Future<A> run(PingOneClient client, Q request, Call call);
  }

  public static final Operation<SignOn, Outcome> SIGN_ON =
      outcome("sign-on", SignOn::fromJson, PingOneClient::signOn);

  public static final Operation<Authorize, Outcome> AUTHORIZE =
      outcome("authorize", Authorize::fromJson, PingOneClient::authorize);

  /** Its address is the outcome's {@code continue_at}, one for each instance. */
  public static final Operation<Continuation, Outcome> CONTINUE =
      outcome("flow", Continuation::fromJson, PingOneClient::continueFlow);

  public static final Operation<ClientCredentials, Tokens> CLIENT_CREDENTIALS =
      tokens(
          "client-credentials",
          ClientCredentials::fromJson,
          TokenEvent.ISSUED,
          PingOneClient::clientCredentials);

  public static final Operation<Refresh, Tokens> REFRESH =
      tokens("refresh", Refresh::fromJson, TokenEvent.REFRESHED, PingOneClient::refresh);

  /** Publishes nothing: the account's tokens are published when they are acquired. */
  public static final Operation<AccountRequest, Tokens> ACCOUNT =
      tokens("account", AccountRequest::fromJson, null, PingOneClient::account);

  public static final Operation<IssuedToken, JsonObject> INTROSPECT =
      object(
          "introspect",
          IssuedToken::fromJson,
          (client, token, call) ->
              client.send(call, Introspection.request(token.value(), token.typeHint())));

  public static final Operation<IssuedToken, Void> REVOKE =
      empty(
          "revoke",
          IssuedToken::fromJson,
          (client, token, call) ->
              client.send(call, Revocation.request(token.value(), token.typeHint())));

  public static final Operation<UserInfoRequest, JsonObject> USER_INFO =
      object(
          "userinfo",
          UserInfoRequest::fromJson,
          (client, request, call) ->
              client.send(call, UserInfo.request(request.accessToken(), request.subject())));

  public static final Operation<SignOff, Void> SIGN_OFF =
      empty(
          "sign-off",
          SignOff::fromJson,
          (client, request, call) -> client.send(call, SessionEnd.request(request.idTokenHint())));

  /** Those that every instance answers at {@code prefix.name}. */
  public static final List<Operation<?, ?>> SHARED =
      List.of(
          SIGN_ON, AUTHORIZE, CLIENT_CREDENTIALS, REFRESH, INTROSPECT, REVOKE, USER_INFO, SIGN_OFF);

  /** The name in meters. */
  String meterName() {
    return equals(CONTINUE) ? "continue" : name;
  }

  /** The {@code failureCode} of a reply: a refresh token ends by itself, a code does not. */
  public int failureCode(ErrorCode error) {
    return error == ErrorCode.INVALID_GRANT && equals(REFRESH)
        ? ErrorCode.INVALID_CREDENTIALS.failureCode()
        : error.failureCode();
  }

  /**
   * The user name in a message that may be malformed otherwise, or null. Only a sign-on has one:
   * what else says {@code username} did not sign that user on.
   */
  @Nullable String usernameOf(@Nullable Object body) {
    return equals(SIGN_ON) ? RequestMessage.usernameOf(body) : null;
  }

  /** The handle of the flow that a message continues, or null. */
  @Nullable String flowOf(@Nullable Object body) {
    return equals(CONTINUE) ? RequestMessage.flowOf(body) : null;
  }

  private static <Q extends RequestMessage> Operation<Q, Outcome> outcome(
      String name, Function<@Nullable Object, Q> readRequest, Runner<Q, Outcome> runner) {
    return new Operation<>(
        name, readRequest, Outcome::toJson, Outcome::fromJson, TokenEvent.ISSUED, runner);
  }

  private static <Q extends RequestMessage> Operation<Q, Tokens> tokens(
      String name,
      Function<@Nullable Object, Q> readRequest,
      @Nullable TokenEvent published,
      Runner<Q, Tokens> runner) {
    return new Operation<>(name, readRequest, Tokens::toJson, Tokens::fromJson, published, runner);
  }

  private static <Q extends RequestMessage> Operation<Q, JsonObject> object(
      String name, Function<@Nullable Object, Q> readRequest, Runner<Q, JsonObject> runner) {
    return new Operation<>(name, readRequest, answer -> answer, answer -> answer, null, runner);
  }

  private static <Q extends RequestMessage> Operation<Q, Void> empty(
      String name, Function<@Nullable Object, Q> readRequest, Runner<Q, Void> runner) {
    return new Operation<>(
        name, readRequest, done -> new JsonObject(), empty -> null, null, runner);
  }
}
