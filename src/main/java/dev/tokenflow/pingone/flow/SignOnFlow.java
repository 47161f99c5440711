package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.acquisition.ActionRequired;
import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.acquisition.Tokens;
import dev.tokenflow.pingone.config.PingOneOptions;
import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Replay;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.oauth.AuthorizationRequest;
import dev.tokenflow.pingone.oauth.ClientAssertion;
import dev.tokenflow.pingone.oauth.IdTokenValidator;
import dev.tokenflow.pingone.oauth.TokenRequest;
import dev.tokenflow.pingone.oauth.TokenResponse;
import dev.tokenflow.pingone.oauth.Unguessable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Signs a user on: authorize, submit credentials, resume, redeem the code, validate the ID token.
 *
 * <p>It belongs to one Vert.x context and is only called there; acquisitions share nothing but the
 * connections and the key set.
 */
public final class SignOnFlow {
  private static final int HANDLE_OCTETS = 16;

  private final PingOneOptions options;
  private final Transport transport;
  private final String continueAt;
  private final SecureRandom random = new SecureRandom();
  private final ClientAssertion assertion;
  private final IdTokenValidator idTokens;
  private final String authorizeTarget;
  private final String tokenTarget;

  /**
   * @param continueAt where a flow that needs another step is carried on, or null
   */
  public SignOnFlow(Vertx vertx, PingOneOptions options, Transport transport, String continueAt) {
    this.options = options;
    this.transport = transport;
    this.continueAt = continueAt;
    this.assertion =
        new ClientAssertion(
            vertx,
            options.clientId(),
            options.clientSecret(),
            options.assertion(),
            options.endpoints().issuer(),
            random);
    this.idTokens =
        new IdTokenValidator(
            vertx,
            transport,
            options.endpoints().jwks(),
            options.acquisitionTimeout(),
            options.endpoints().issuer(),
            options.clientId(),
            options.idToken());
    this.authorizeTarget = transport.origin().requestTarget(options.endpoints().authorization());
    this.tokenTarget = transport.origin().requestTarget(options.endpoints().token());
  }

  /**
   * Acquires tokens for a user, or tells what PingOne asks for besides the password.
   *
   * @return fails with {@code PingOneException}; anything else is a fault of this client
   */
  public Future<Outcome> acquire(SignOn signOn, Deadline deadline) {
    Acquisition acquisition = Acquisition.begin(signOn, options.scope(), deadline, random);
    return authorize(acquisition)
        .compose(flow -> submitCredentials(acquisition, flow))
        .compose(
            flow ->
                FlowStatus.of(flow.resource()) == FlowStatus.COMPLETED
                    ? resume(acquisition, flow).compose(code -> redeem(acquisition, code))
                    : Future.succeededFuture(actionRequired(acquisition, flow)));
  }

  private Future<OpenFlow> authorize(Acquisition acquisition) {
    Form form =
        AuthorizationRequest.form(
            options.responseMode().wireName(),
            options.clientId(),
            options.redirectUri(),
            acquisition.scope(),
            acquisition.state(),
            acquisition.nonce(),
            acquisition.verifier(),
            acquisition.signOn().acrValues());
    return transport
        .send(
            Step.AUTHORIZE,
            Replay.HARMLESS,
            acquisition.deadline(),
            () -> Authorize.request(authorizeTarget, form))
        .compose(
            response ->
                Authorize.isRedirect(response)
                    ? lookAtFlow(acquisition, response)
                    : Future.succeededFuture(Authorize.flow(response, Cookies.NONE)));
  }

  /** Redirect mode: the redirect names the flow only by its id. */
  private Future<OpenFlow> lookAtFlow(Acquisition acquisition, Response redirect) {
    String flowId =
        Authorize.flowId(
            redirect, options.redirectUri(), acquisition.state(), options.endpoints().issuer());
    Cookies cookies = Cookies.NONE.renewedBy(redirect.setCookies());
    String target = transport.origin().requestTarget(options.endpoints().flows() + "/" + flowId);
    return transport
        .send(
            Step.AUTHORIZE,
            Replay.HARMLESS,
            acquisition.deadline(),
            () -> Request.get(target, cookies))
        .map(response -> Authorize.flow(response, cookies));
  }

  /** Submits the password where the flow asks for it, and never a second time. */
  private Future<OpenFlow> submitCredentials(Acquisition acquisition, OpenFlow flow) {
    if (FlowStatus.of(flow.resource()) != FlowStatus.CREDENTIALS_REQUIRED) {
      return Future.succeededFuture(flow);
    }
    Request request =
        Credentials.request(
            flow, acquisition.signOn(), transport.origin(), options.endpoints().flows());
    return transport
        .send(Step.CREDENTIALS, Replay.ONLY_IF_UNPROCESSED, acquisition.deadline(), () -> request)
        .map(response -> Credentials.flow(response, flow));
  }

  private Future<String> resume(Acquisition acquisition, OpenFlow flow) {
    String code = Resume.embeddedCode(flow.resource(), flow.newest(), acquisition.state());
    if (code != null) {
      return Future.succeededFuture(code);
    }
    Request request = Resume.request(flow, transport.origin(), options.endpoints().resume());
    return transport
        .send(Step.RESUME, Replay.ONLY_IF_UNPROCESSED, acquisition.deadline(), () -> request)
        .map(
            response ->
                Resume.code(
                    response,
                    options.redirectUri(),
                    acquisition.state(),
                    options.endpoints().issuer()));
  }

  private Future<Outcome> redeem(Acquisition acquisition, String code) {
    return transport
        .send(
            Step.TOKEN,
            Replay.ONLY_IF_UNPROCESSED,
            acquisition.deadline(),
            () -> tokenRequest(acquisition, code))
        .compose(
            response -> {
              Instant issued = Instant.now();
              TokenResponse tokens = TokenResponse.of(response);
              return claims(acquisition, tokens)
                  .recover(invalid -> Future.failedFuture(withSupportId(invalid, response)))
                  .map(claims -> tokens(acquisition, tokens, issued, claims));
            });
  }

  private Request tokenRequest(Acquisition acquisition, String code) {
    Form form =
        assertion.authenticate(
            TokenRequest.authorizationCode(code, options.redirectUri(), acquisition.verifier()),
            options.endpoints().token());
    return Request.post(
        tokenTarget,
        Form.MEDIA_TYPE,
        form.encoded(),
        Cookies.NONE,
        List.of(code, acquisition.verifier().value(), form.get("client_assertion")));
  }

  /** The claims of the ID token; null where there is none, or where it is not to be validated. */
  private Future<JsonObject> claims(Acquisition acquisition, TokenResponse tokens) {
    if (!options.idToken().validate()) {
      return Future.succeededFuture();
    }
    if (tokens.idToken() == null) {
      return acquisition.wantsIdToken()
          ? Future.failedFuture(
              PingOneException.of(
                  ErrorCode.INVALID_ID_TOKEN,
                  Step.ID_TOKEN,
                  "the scope openid was asked for, and no ID token came"))
          : Future.succeededFuture();
    }
    return idTokens.validate(
        tokens.idToken(), tokens.accessToken(), acquisition.nonce(), acquisition.deadline());
  }

  private static Throwable withSupportId(Throwable invalid, Response tokenResponse) {
    return invalid instanceof PingOneException e && e.failure().pingoneId() == null
        ? new PingOneException(
            e.failure().withAnswer(e.failure().httpStatus(), tokenResponse.supportId()))
        : invalid;
  }

  private static Outcome tokens(
      Acquisition acquisition, TokenResponse tokens, Instant issued, JsonObject claims) {
    Duration lifetime = tokens.expiresIn() == null ? null : Duration.ofSeconds(tokens.expiresIn());
    return new Tokens(
        tokens.accessToken(),
        "Bearer",
        lifetime,
        lifetime == null ? null : issued.plus(lifetime).truncatedTo(ChronoUnit.SECONDS),
        tokens.scope() == null ? acquisition.scope() : tokens.scope(),
        tokens.idToken(),
        tokens.refreshToken(),
        claims,
        acquisition.signOn().username(),
        acquisition.correlationId());
  }

  private Outcome actionRequired(Acquisition acquisition, OpenFlow flow) {
    FlowResource resource = flow.resource();
    switch (FlowStatus.of(resource)) {
      case FAILED ->
          throw new PingOneException(
              PlatformError.judge(flow.newest(), resource.error(), ErrorCode.FLOW_FAILED));
      case NOT_HEADLESS ->
          throw new PingOneException(
              flow.newest()
                  .failure(
                      ErrorCode.ACTION_UNSUPPORTED,
                      "the flow is at "
                          + flow.newest().shown(resource.status())
                          + ", which needs a browser at another identity provider"));
      default -> {
        return new ActionRequired(
            resource.status(),
            resource.actions(),
            Unguessable.string(random, HANDLE_OCTETS),
            continueAt,
            resource.expiry(),
            new JsonObject(resource.embedded() == null ? Map.of() : resource.embedded()),
            acquisition.correlationId());
      }
    }
  }
}
