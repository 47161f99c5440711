package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.List;

/**
 * How the parameters of an authorization request get to the authorization endpoint: as they are, in
 * a signed request object (RFC 9101), or pushed before, so that a reference to them is enough (RFC
 * 9126); or both of these.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class AuthorizationRequests {
  private static final int JTI_OCTETS = 16;

  private final Vertx vertx;
  private final PingOneOptions options;
  private final ClientAuthentication client;
  private final AuthenticatedEndpoint pushedEndpoint;
  private final SecureRandom random = new SecureRandom();

  public AuthorizationRequests(
      Vertx vertx, PingOneOptions options, Transport transport, ClientAuthentication client) {
    this.vertx = vertx;
    this.options = options;
    this.client = client;
    this.pushedEndpoint =
        options.pushedAuthorization()
            ? AuthenticatedEndpoint.pushedAuthorization(
                transport, client, options.endpoints().pushedAuthorization())
            : null;
  }

  /**
   * What is sent to the authorization endpoint.
   *
   * @param form the parameters
   * @param kind whether it may be sent again: what was pushed is good once
   * @param secrets what an error must not show
   */
  public record Prepared(Form form, RequestKind kind, List<String> secrets) {
    @Override
    public String toString() {
      return "Prepared[" + form + ", " + kind + "]";
    }
  }

  /**
   * Prepares a request.
   *
   * @return fails with {@code StepException} where it cannot be pushed
   */
  public Future<Prepared> prepare(Form parameters, Deadline deadline) {
    Future<Prepared> signed = signed(parameters);
    return pushedEndpoint == null ? signed : signed.compose(prepared -> pushed(prepared, deadline));
  }

  private Future<Prepared> signed(Form parameters) {
    if (!options.requestObject()) {
      return Future.succeededFuture(new Prepared(parameters, RequestKind.AUTHORIZE, List.of()));
    }
    return client
        .current()
        .map(
            keyed -> {
              String request =
                  RequestObject.sign(
                      vertx,
                      RequestObject.claims(
                          parameters,
                          options.endpoints().issuer(),
                          RandomValue.base64Url(random, JTI_OCTETS)),
                      keyed.clientSecret(),
                      options.assertion().lifetime());
              // Those that OpenID Connect Core 6.1 wants beside the request object, too.
              Form form =
                  new Form()
                      .with("response_type", parameters.get("response_type"))
                      .with("client_id", parameters.get("client_id"))
                      .with("scope", parameters.get("scope"))
                      .with("request", request);
              return new Prepared(form, RequestKind.AUTHORIZE, List.of(request));
            });
  }

  private Future<Prepared> pushed(Prepared prepared, Deadline deadline) {
    return pushedEndpoint
        .send(RequestKind.PUSH_AUTHORIZATION, prepared.form(), prepared.secrets(), deadline)
        .map(PushedAuthorization::of)
        .map(
            pushed ->
                new Prepared(
                    new Form()
                        .with("client_id", options.clientId())
                        .with("request_uri", pushed.requestUri()),
                    RequestKind.AUTHORIZE_PUSHED,
                    List.of(pushed.requestUri())));
  }
}
