package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.AuthorizationRequest.Prepared;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An authorization server, as one of its clients uses it. */
public final class AuthorizationServer implements AuthorizationRequest.Preparer {
  /** Where ID tokens, for which it is configured, are not validated. */
  private static final Duration CLOCK_LEEWAY = Duration.ofSeconds(30);

  private final Transport transport;
  private final ServerMetadata server;
  // The endpoints as paths, which each request needs.
  private final ServerMetadata targets;
  private final ClientMetadata client;
  private final RotatingCredential<?, ClientAuthentication> authentication;
  private final RequestSigning signing;
  private final JwkSetSource keySet;
  private final IdTokenValidator idTokens;
  private final InstantSource clock;

  /**
   * @param transport sends to the server's origin
   * @param authentication authenticates the client
   * @param requestObjects signs request objects, or null if nothing can
   * @param loginHints signs login hint tokens, or null if nothing can
   */
  public AuthorizationServer(
      Vertx vertx,
      Transport transport,
      ServerMetadata server,
      ClientMetadata client,
      RotatingCredential<?, ClientAuthentication> authentication,
      @Nullable RotatingCredential<?, Signer> requestObjects,
      @Nullable RotatingCredential<?, Signer> loginHints,
      InstantSource clock) {
    this.transport = transport;
    this.server = server;
    this.targets = server.map(transport.origin()::requestTarget);
    this.client = client;
    this.authentication = authentication;
    this.signing = new RequestSigning(client, server.issuer(), requestObjects, loginHints);
    this.clock = clock;
    this.keySet =
        new JwkSetSource(
            vertx,
            () -> keySet(RequestKind.KEY_SET, Deadline.in(client.keySetTimeout())),
            Moment::now);
    this.idTokens = new IdTokenValidator(vertx, keySet, clock);
  }

  private Future<JwkSet> keySet(RequestKind kind, Deadline deadline) {
    return send(JwkSet.request(kind), deadline);
  }

  /** The age of the cached key set in seconds, or NaN without one. */
  public double keySetAgeSeconds() {
    return keySet.ageSeconds();
  }

  /** Fetches the key set ahead of its use; its failure concerns no other request. */
  public Future<Void> renewKeySet(Deadline deadline) {
    return keySet.renew(() -> keySet(RequestKind.KEY_SET_AHEAD, deadline));
  }

  /** Sends a request and reads the answer. Every attempt authenticates the client afresh. */
  public <A> Future<A> send(EndpointRequest<A> request, Deadline deadline) {
    String endpoint = request.endpoint().apply(server);
    String target = request.endpoint().apply(targets);
    Function<String, Request> get = request.get();
    Future<Response> response =
        get != null
            ? transport.send(request.kind(), deadline, () -> get.apply(target))
            : authentication.use(
                method ->
                    method.permits(request.kind())
                        ? transport.send(
                            request.kind(),
                            deadline,
                            () -> method.authenticate(request.form(), endpoint).request(target))
                        : Future.failedFuture(needsAuthentication(request.kind().step())));
    return response.map(answer -> explained(answer, request.parseResponse()));
  }

  private static StepException needsAuthentication(Step step) {
    return StepException.of(
        ErrorCode.CONFIGURATION,
        step,
        "this needs a client that authenticates, but clientAuthentication is \"none\": set another"
            + " method, here and for the application");
  }

  /** Reads an answer. Where it refuses the client, a difference between the clocks may be why. */
  private <A> A explained(Response response, Function<Response, A> parse) {
    try {
      return parse.apply(response);
    } catch (StepException refused) {
      StepFailure failure = refused.failure();
      String remark = clockRemark(response);
      throw failure.error() != ErrorCode.INVALID_CLIENT || remark.isEmpty()
          ? refused
          : new StepException(failure.withRemark(remark));
    }
  }

  private String clockRemark(Response response) {
    Duration leeway = client.idTokenLeeway();
    return ClockDifference.remark(
        response.date(), clock.instant(), leeway == null ? CLOCK_LEEWAY : leeway);
  }

  /**
   * Prepares an authorization request: plain, as a request object, pushed, or both of the latter.
   */
  @Override
  public Future<Prepared> prepare(AuthorizationRequest request, Deadline deadline) {
    return isSigned(request)
        ? signing.sign(request).compose(signed -> pushed(signed, deadline))
        : pushed(new Prepared(request.parameters(), RequestKind.AUTHORIZE), deadline);
  }

  @Override
  public Future<@Nullable Prepared> prepareOtherwise(
      AuthorizationRequest request, Deadline deadline) {
    return isSigned(request)
        ? signing
            .signOtherwise(request)
            .compose(signed -> signed == null ? Future.succeededFuture() : pushed(signed, deadline))
        : Future.succeededFuture();
  }

  private boolean isSigned(AuthorizationRequest request) {
    return client.requestObjects() || request.needsSignature();
  }

  private Future<Prepared> pushed(Prepared prepared, Deadline deadline) {
    return client.pushedRequests()
        ? send(PushedAuthorization.request(prepared, client.clientId()), deadline)
        : Future.succeededFuture(prepared);
  }

  /** Redeems an authorization code. */
  public Future<TokenSet> redeem(AuthorizationCode code, Deadline deadline) {
    return grant(Grant.authorizationCode(code, client.redirectUri()), deadline);
  }

  /**
   * Requests tokens.
   *
   * @return fails with the server's error code, {@code invalid_id_token}, {@code invalid_response},
   *     {@code unavailable}, {@code rate_limited} or {@code timeout}
   */
  public Future<TokenSet> grant(Grant grant, Deadline deadline) {
    return send(grant.request(), deadline)
        .compose(
            response -> {
              Instant issued = clock.instant();
              TokenResponse answered = explained(response, TokenResponse::parseResponse);
              return verifiable(grant, answered, deadline)
                  .compose(
                      tokens ->
                          idTokenClaims(grant, tokens, () -> clockRemark(response), deadline)
                              .map(claims -> tokens.toTokenSet(grant, issued, claims)))
                  .recover(invalid -> Future.failedFuture(completed(invalid, response)));
            });
  }

  /**
   * The tokens, less an ID token of a refresh that cannot be verified. It is optional there (OpenID
   * Connect Core 12.2), and to fail would lose the rotated refresh token beside it.
   */
  private Future<TokenResponse> verifiable(Grant grant, TokenResponse tokens, Deadline deadline) {
    return grant.kind() == RequestKind.REFRESH_TOKEN
            && tokens.idToken() != null
            && client.idTokenLeeway() != null
        ? idTokens
            .isVerifiable(tokens.idToken(), deadline)
            .map(tokens)
            .otherwise(unverifiable -> tokens.withoutIdToken())
        : Future.succeededFuture(tokens);
  }

  /** The claims of a valid ID token; null if there is none and none was requested. */
  private Future<@Nullable JsonObject> idTokenClaims(
      Grant grant, TokenResponse tokens, Supplier<String> clockRemark, Deadline deadline) {
    Duration leeway = client.idTokenLeeway();
    if (leeway == null || grant.idToken() == Grant.IdToken.IGNORED) {
      return Future.succeededFuture();
    }
    if (tokens.idToken() != null) {
      IdTokenClaims expected =
          new IdTokenClaims(
              server.issuer(),
              client.clientId(),
              grant.nonce(),
              grant.subject(),
              tokens.accessToken(),
              leeway,
              grant.authentication(),
              clockRemark);
      return idTokens.validate(tokens.idToken(), expected, deadline);
    }
    return grant.idToken() == Grant.IdToken.OPTIONAL
        ? Future.succeededFuture()
        : Future.failedFuture(
            StepException.of(
                ErrorCode.INVALID_ID_TOKEN,
                Step.ID_TOKEN,
                "the scope openid was requested, but the token response has no id_token"));
  }

  /**
   * A failure of the ID token or its keys: it must not quote what was sent for the tokens, and the
   * server's support knows the ID token by the answer that it came with.
   */
  private static Throwable completed(Throwable cause, Response response) {
    if (!(cause instanceof StepException known)) {
      return cause;
    }
    StepFailure failure = known.failure().redacted(response.redaction());
    return new StepException(
        failure.pingoneId() != null
            ? failure
            : failure.withAnswer(new StepFailure.Answer(null, response.supportId(), Cookies.NONE)));
  }
}
