package dev.tokenflow.pingone;

import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Sends requests of a {@code WebClient} with an account's current access token (RFC 6750 section
 * 2.1). Where the API answers {@code 401} with {@code invalid_token}, the token is renewed once and
 * the request sent once more.
 *
 * <p>Redirects are not followed, whatever the request says: the token is for whom it was asked for.
 *
 * <p>A Future fails with {@code PingOneException} where there is no token to be had, and as the
 * WebClient's own does where the API does not answer.
 */
public final class BearerRequests {
  // RFC 6750 section 3: auth-params, in any order and quoted or not.
  private static final Pattern INVALID_TOKEN =
      Pattern.compile(
          "\\bBearer\\b.*\\berror\\s*=\\s*\"?invalid_token\\b", Pattern.CASE_INSENSITIVE);

  private final PingOneTokens tokens;
  private final String account;

  BearerRequests(PingOneTokens tokens, String account) {
    this.tokens = tokens;
    this.account = account;
  }

  /** Sends a request that has no body. */
  public <T> Future<HttpResponse<T>> send(HttpRequest<T> request) {
    return send(request, HttpRequest::send);
  }

  /**
   * Sends a request.
   *
   * @param request left as it is: what is sent is a copy with the token
   * @param send sends the copy with its body, such as {@code with -> with.sendJsonObject(order)};
   *     called a second time where the request is sent again, so not for a stream that is read once
   */
  public <T> Future<HttpResponse<T>> send(
      HttpRequest<T> request, Function<HttpRequest<T>, Future<HttpResponse<T>>> send) {
    AccountRequest current = AccountRequest.of(account);
    return tokens
        .account(current)
        .compose(
            first ->
                send.apply(authorized(request, first))
                    .compose(
                        answer ->
                            refusesToken(answer)
                                ? tokens
                                    .account(current.withRefusedToken(first.accessToken()))
                                    .compose(
                                        second ->
                                            second.accessToken().equals(first.accessToken())
                                                ? Future.succeededFuture(answer)
                                                : send.apply(authorized(request, second)))
                                : Future.succeededFuture(answer)));
  }

  private static <T> HttpRequest<T> authorized(HttpRequest<T> request, Tokens tokens) {
    return request.copy().followRedirects(false).bearerTokenAuthentication(tokens.accessToken());
  }

  private static boolean refusesToken(HttpResponse<?> answer) {
    return answer.statusCode() == 401
        && answer.headers().getAll("WWW-Authenticate").stream()
            .anyMatch(challenge -> INVALID_TOKEN.matcher(challenge).find());
  }
}
