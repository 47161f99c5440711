package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.acquisition.ActionRequired;
import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.config.PingOneOptions;
import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Replay;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.oauth.AuthorizationCode;
import dev.tokenflow.pingone.oauth.AuthorizationCodeGrant;
import dev.tokenflow.pingone.oauth.AuthorizationRequest;
import dev.tokenflow.pingone.oauth.Unguessable;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
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
  private final AuthorizationCodeGrant codeGrant;
  private final String authorizeTarget;

  /**
   * @param continueAt where a flow that needs another step is carried on, or null
   */
  public SignOnFlow(
      PingOneOptions options,
      Transport transport,
      AuthorizationCodeGrant codeGrant,
      String continueAt) {
    this.options = options;
    this.transport = transport;
    this.codeGrant = codeGrant;
    this.continueAt = continueAt;
    this.authorizeTarget = transport.origin().requestTarget(options.endpoints().authorization());
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
    return codeGrant
        .redeem(
            new AuthorizationCode(
                code, acquisition.verifier(), acquisition.nonce(), acquisition.scope()),
            acquisition.deadline())
        .map(
            tokens ->
                tokens
                    .withUsername(acquisition.signOn().username())
                    .withCorrelationId(acquisition.correlationId()));
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
