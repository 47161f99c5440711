package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.ClientAuthentication.Keyed;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * An endpoint where each attempt authenticates with a client assertion of its own: the token
 * endpoint (RFC 6749 section 3.2) and its neighbours.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class AuthenticatedEndpoint {
  private final Transport transport;
  private final ClientAuthentication client;
  private final Step step;
  private final String url;
  private final String target;

  /**
   * @param step where its failures happen
   * @param url the endpoint's URL, at the transport's origin
   */
  private AuthenticatedEndpoint(
      Transport transport, ClientAuthentication client, Step step, String url) {
    this.transport = transport;
    this.client = client;
    this.step = step;
    this.url = url;
    this.target = transport.origin().requestTarget(url);
  }

  /** The token endpoint, where a grant is good once (RFC 9700 section 2.1.1). */
  public static AuthenticatedEndpoint token(
      Transport transport, ClientAuthentication client, String url) {
    return new AuthenticatedEndpoint(transport, client, Step.TOKEN, url);
  }

  /** The pushed authorization request endpoint (RFC 9126 section 2): a request is no sign-on. */
  public static AuthenticatedEndpoint pushedAuthorization(
      Transport transport, ClientAuthentication client, String url) {
    return new AuthenticatedEndpoint(transport, client, Step.AUTHORIZE, url);
  }

  /** The introspection endpoint (RFC 7662 section 2), which changes nothing. */
  public static AuthenticatedEndpoint introspection(
      Transport transport, ClientAuthentication client, String url) {
    return new AuthenticatedEndpoint(transport, client, Step.INTROSPECT, url);
  }

  /** The revocation endpoint (RFC 7009 section 2), for which a revoked token is no error. */
  public static AuthenticatedEndpoint revocation(
      Transport transport, ClientAuthentication client, String url) {
    return new AuthenticatedEndpoint(transport, client, Step.REVOKE, url);
  }

  /**
   * Sends a request. Where the server does not accept the client, and another secret may be the
   * right one, it is sent once more: it was refused before anything else of it was looked at.
   *
   * @param parameters the request's parameters without the client's authentication
   * @param secrets those among them, which an error may quote
   * @return the answer, whatever its status; fails as {@link Transport#send} does
   */
  Future<Response> send(
      RequestKind kind, Form parameters, List<String> secrets, Deadline deadline) {
    return client
        .current()
        .compose(
            keyed ->
                send(kind, keyed, parameters, secrets, deadline)
                    .compose(
                        response -> {
                          Keyed other =
                              OAuthError.isOfTheClient(response) ? client.insteadOf(keyed) : null;
                          return other == null
                              ? Future.succeededFuture(response)
                              : send(kind, other, parameters, secrets, deadline);
                        }));
  }

  private Future<Response> send(
      RequestKind kind, Keyed keyed, Form parameters, List<String> secrets, Deadline deadline) {
    return transport.send(step, kind, deadline, () -> authenticated(keyed, parameters, secrets));
  }

  private Request authenticated(Keyed keyed, Form parameters, List<String> secrets) {
    Form form = keyed.assertion().authenticate(parameters, url);
    List<String> all = new ArrayList<>(secrets);
    all.add(form.get("client_assertion"));
    return Request.post(target, Form.MEDIA_TYPE, form.encoded(), Cookies.NONE, all);
  }
}
