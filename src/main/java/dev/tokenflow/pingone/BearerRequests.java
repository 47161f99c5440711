package dev.tokenflow.pingone;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Sends requests of a {@code WebClient} with an account's current access token (RFC 6750 section
 * 2.1). If the API answers {@code 401} with {@code invalid_token}, the token is replaced and the
 * request sent again, once.
 *
 * <p>The request must not have credentials of its own: {@code WebClient} would send those instead.
 *
 * <p>Redirects are never followed, whatever the request says: they could lead the token elsewhere.
 *
 * <p>A Future fails with {@code PingOneException} if there is no token, and with the WebClient's
 * own exception if the API does not answer.
 */
public final class BearerRequests {
  // RFC 6750 section 3: auth-params, in any order and quoted or not.
  private static final Pattern INVALID_TOKEN =
      Pattern.compile(
          // From the first scheme of that name: to begin anew at each would take long.
          "(?>.*?\\bBearer\\b).*\\berror\\s*=\\s*\"?invalid_token\\b", Pattern.CASE_INSENSITIVE);

  private final PingOneTokens tokens;
  private final String account;

  BearerRequests(PingOneTokens tokens, String account) {
    this.tokens = tokens;
    this.account = requireNonNull(account, "account");
  }

  /** Sends a request that has no body. */
  public <T> Future<HttpResponse<T>> send(HttpRequest<T> request) {
    return send(request, HttpRequest::send);
  }

  /**
   * Sends a request.
   *
   * @param request remains unchanged; a copy with the token is sent
   * @param send sends the copy with its body, such as {@code copy -> copy.sendJsonObject(order)}.
   *     It is called again to repeat the request, so the body must not be a stream
   */
  public <T> Future<HttpResponse<T>> send(
      HttpRequest<T> request, Function<HttpRequest<T>, Future<HttpResponse<T>>> send) {
    return tokens
        .account(AccountRequest.of(account))
        .compose(
            first ->
                send.apply(authorized(request, first))
                    .compose(
                        answer ->
                            refusesToken(answer)
                                ? sendAgain(request, send, first.accessToken(), answer)
                                : Future.succeededFuture(answer)));
  }

  /** Repeats the request with another token; if there is no other, the first answer stands. */
  private <T> Future<HttpResponse<T>> sendAgain(
      HttpRequest<T> request,
      Function<HttpRequest<T>, Future<HttpResponse<T>>> send,
      String refused,
      HttpResponse<T> answer) {
    return tokens
        .account(AccountRequest.of(account).withRefusedToken(refused))
        .compose(
            second ->
                second.accessToken().equals(refused)
                    ? Future.succeededFuture(answer)
                    : send.apply(authorized(request, second)));
  }

  private static <T> HttpRequest<T> authorized(HttpRequest<T> request, Tokens tokens) {
    // Not bearerTokenAuthentication: on the module path vertx-web-client 5.0.7 cannot use it,
    // since its module does not read that of vertx-auth-common.
    return request
        .copy()
        .followRedirects(false)
        .putHeader("Authorization", "Bearer " + tokens.accessToken());
  }

  private static boolean refusesToken(HttpResponse<?> answer) {
    return answer.statusCode() == 401
        && answer.headers().getAll("WWW-Authenticate").stream()
            .anyMatch(challenge -> INVALID_TOKEN.matcher(challenge).lookingAt());
  }
}
