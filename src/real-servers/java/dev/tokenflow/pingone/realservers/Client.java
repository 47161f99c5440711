package dev.tokenflow.pingone.realservers;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.client.AuthorizationServers;
import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.message.ClientCredentials;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.IssuedToken;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.message.UserInfoRequest;
import dev.tokenflow.pingone.meters.Meters;
import dev.tokenflow.pingone.oauth.AuthorizationCode;
import dev.tokenflow.pingone.oauth.AuthorizationRequest;
import dev.tokenflow.pingone.oauth.AuthorizationResponse;
import dev.tokenflow.pingone.oauth.AuthorizationServer;
import dev.tokenflow.pingone.oauth.Base64Url;
import dev.tokenflow.pingone.oauth.CodeVerifier;
import dev.tokenflow.pingone.oauth.TokenSet;
import dev.tokenflow.pingone.options.Endpoints;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The production code with one configuration: the code exchange on its own context, and everything
 * after it through the public API.
 */
final class Client {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final PingOneOptions options;
  private final Context context;
  private final AuthorizationServer server;
  private final PingOneTokens pingOne;
  private final SecureRandom random = new SecureRandom();

  private Client(
      PingOneOptions options, Context context, AuthorizationServer server, PingOneTokens pingOne) {
    this.options = options;
    this.context = context;
    this.server = server;
    this.pingOne = pingOne;
  }

  static Client of(Vertx vertx, JsonObject configuration, Endpoints endpoints) throws Exception {
    PingOneOptions options =
        PingOneOptions.load(vertx, configuration)
            .await(20, TimeUnit.SECONDS)
            .withEndpoints(endpoints);
    Context context = vertx.getOrCreateContext();
    AuthorizationServer server =
        on(context, () -> Future.succeededFuture(server(vertx, options)))
            .await(20, TimeUnit.SECONDS);
    return new Client(options, context, server, PingOneTokens.direct(vertx, options));
  }

  private static AuthorizationServer server(Vertx vertx, PingOneOptions options) {
    Transport transport =
        new Transport(
            vertx,
            Origin.of(URI.create(options.endpoints().token())),
            options.http(),
            options.trust(),
            options.proxy(),
            Meters.none());
    return AuthorizationServers.of(vertx, options, transport);
  }

  /** Signs the user on in the browser and returns the authorization code. */
  AuthorizationCode code() throws Exception {
    return code(options.scope());
  }

  AuthorizationCode code(String scope) throws Exception {
    CodeVerifier verifier = CodeVerifier.create(random);
    String state = Base64Url.random(random, 16);
    String nonce = Base64Url.random(random, 16);
    Form parameters =
        AuthorizationRequest.form(
            "query",
            options.clientId(),
            options.redirectUri(),
            scope,
            state,
            nonce,
            verifier,
            null);
    Form query =
        await(
                on(
                    context,
                    () ->
                        server.prepare(AuthorizationRequest.of(parameters), Deadline.in(TIMEOUT))))
            .forms()
            .get();
    String location =
        new Browser().signOn(options.endpoints().authorization() + "?" + query.encoded());
    Response redirect =
        new Response(
            Step.AUTHORIZE,
            302,
            MultiMap.caseInsensitiveMultiMap().add("Location", location),
            Buffer.buffer(),
            Cookies.NONE,
            List.of());
    String code =
        AuthorizationResponse.code(
            redirect, options.redirectUri(), state, options.endpoints().issuer());
    return new AuthorizationCode(code, verifier, nonce, scope);
  }

  Tokens redeem(AuthorizationCode code) throws Exception {
    TokenSet issued = await(on(context, () -> server.redeem(code, Deadline.in(TIMEOUT))));
    return new Tokens(
        issued.accessToken(),
        "Bearer",
        issued.expiresIn(),
        issued.expiresAt(),
        issued.scope(),
        issued.idToken(),
        issued.refreshToken(),
        issued.claims(),
        null,
        "the code exchange");
  }

  /** Signs the user on in the browser and redeems the code. */
  Tokens signOn() throws Exception {
    return redeem(code());
  }

  Tokens refresh(Refresh refresh) throws Exception {
    return await(pingOne.refresh(refresh));
  }

  /** Acquires tokens for the application itself. */
  Tokens applicationTokens(String scope) throws Exception {
    return await(pingOne.clientCredentials(ClientCredentials.of(scope)));
  }

  JsonObject introspect(String token) throws Exception {
    return await(pingOne.introspect(IssuedToken.of(token)));
  }

  Void revoke(String token) throws Exception {
    return await(pingOne.revoke(IssuedToken.of(token)));
  }

  JsonObject userInfo(UserInfoRequest request) throws Exception {
    return await(pingOne.userInfo(request));
  }

  String failure(AuthorizationCode code) throws Exception {
    return failure(() -> redeem(code));
  }

  /** One line with the failure's code, error and step, and the server's status and description. */
  static String failure(Callable<?> action) throws Exception {
    try {
      return "succeeded: " + action.call();
    } catch (PingOneException e) {
      return line(e.failure());
    } catch (StepException e) {
      StepFailure failure = e.failure();
      return line(failure.error(), failure.step(), failure.httpStatus(), failure.description());
    } catch (Browser.ErrorPage page) {
      return "page " + page.getMessage();
    }
  }

  private static <T> T await(Future<T> outcome) throws Exception {
    return outcome.await(2 * TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  private static String line(Failure failure) {
    return line(failure.error(), failure.step(), failure.httpStatus(), failure.description());
  }

  private static String line(ErrorCode error, Step step, Integer status, String description) {
    return error.failureCode()
        + " "
        + error.wireName()
        + " at "
        + step.wireName()
        + ", "
        + status
        + ": "
        + description;
  }

  private static <T> Future<T> on(Context context, Supplier<Future<T>> action) {
    Promise<T> outcome = Promise.promise();
    context.runOnContext(
        now -> Future.succeededFuture().compose(done -> action.get()).onComplete(outcome));
    return outcome.future();
  }
}
