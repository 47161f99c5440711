package dev.tokenflow.pingone.realservers;

import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.acquisition.Tokens;
import dev.tokenflow.pingone.config.Endpoints;
import dev.tokenflow.pingone.config.PingOneOptions;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.oauth.AuthenticatedEndpoint;
import dev.tokenflow.pingone.oauth.AuthorizationCode;
import dev.tokenflow.pingone.oauth.AuthorizationCodeGrant;
import dev.tokenflow.pingone.oauth.AuthorizationRequest;
import dev.tokenflow.pingone.oauth.AuthorizationResponse;
import dev.tokenflow.pingone.oauth.ClientAuthentication;
import dev.tokenflow.pingone.oauth.CodeVerifier;
import dev.tokenflow.pingone.oauth.IdTokenValidator;
import dev.tokenflow.pingone.oauth.Unguessable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The OAuth half of the production code, with one configuration and a context of its own. */
final class Client {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PingOneOptions options;
  private final Context context;
  private final AuthorizationCodeGrant grant;
  private final SecureRandom random = new SecureRandom();

  private Client(PingOneOptions options, Context context, AuthorizationCodeGrant grant) {
    this.options = options;
    this.context = context;
    this.grant = grant;
  }

  static Client of(Vertx vertx, JsonObject configuration, Endpoints endpoints) throws Exception {
    PingOneOptions options =
        PingOneOptions.load(vertx, configuration)
            .await(20, TimeUnit.SECONDS)
            .withEndpoints(endpoints);
    Context context = vertx.getOrCreateContext();
    AuthorizationCodeGrant grant =
        on(context, () -> Future.succeededFuture(grant(vertx, options)))
            .await(20, TimeUnit.SECONDS);
    return new Client(options, context, grant);
  }

  private static AuthorizationCodeGrant grant(Vertx vertx, PingOneOptions options) {
    Endpoints endpoints = options.endpoints();
    Transport transport =
        new Transport(
            vertx, Origin.of(URI.create(endpoints.token())), options.http(), options.trust());
    ClientAuthentication authentication =
        new ClientAuthentication(
            vertx,
            options.clientId(),
            options.clientSecret(),
            options.assertion(),
            endpoints.issuer(),
            new SecureRandom());
    IdTokenValidator idTokens =
        new IdTokenValidator(
            vertx,
            transport,
            endpoints.jwks(),
            PATIENCE,
            endpoints.issuer(),
            options.clientId(),
            options.idToken());
    return new AuthorizationCodeGrant(
        options,
        AuthenticatedEndpoint.token(transport, authentication, endpoints.token()),
        idTokens);
  }

  /** A code that the user's browser fetched. */
  AuthorizationCode code() throws IOException {
    return code(options.scope());
  }

  AuthorizationCode code(String scope) throws IOException {
    CodeVerifier verifier = CodeVerifier.create(random);
    String state = Unguessable.string(random, 16);
    String nonce = Unguessable.string(random, 16);
    String query =
        AuthorizationRequest.form(
                "query",
                options.clientId(),
                options.redirectUri(),
                scope,
                state,
                nonce,
                verifier,
                null)
            .encoded();
    String location = new Browser().signOn(options.endpoints().authorization() + "?" + query);
    Response redirect =
        new Response(
            Step.AUTHORIZE,
            302,
            MultiMap.caseInsensitiveMultiMap().add("Location", location),
            Buffer.buffer(),
            List.of());
    String code = AuthorizationResponse.code(redirect, state, options.endpoints().issuer());
    return new AuthorizationCode(code, verifier, nonce, scope);
  }

  Tokens redeem(AuthorizationCode code) throws Exception {
    return on(context, () -> grant.redeem(code, Deadline.in(PATIENCE)))
        .await(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** In one line: the failure's code, error and step, the server's status and words. */
  String refusal(AuthorizationCode code) throws Exception {
    try {
      return "not refused: " + redeem(code);
    } catch (PingOneException refused) {
      return told(refused.failure());
    }
  }

  static String told(Failure failure) {
    return failure.error().failureCode()
        + " "
        + failure.error().wireName()
        + " at "
        + failure.step().wireName()
        + ", "
        + failure.httpStatus()
        + ": "
        + failure.description();
  }

  private static <T> Future<T> on(Context context, Supplier<Future<T>> action) {
    Promise<T> outcome = Promise.promise();
    context.runOnContext(
        now -> Future.succeededFuture().compose(done -> action.get()).onComplete(outcome));
    return outcome.future();
  }
}
