package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Replay;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.Transport;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * The token endpoint (RFC 6749 section 3.2), where each attempt authenticates with a client
 * assertion of its own.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class TokenEndpoint {
  private final Transport transport;
  private final ClientAssertion assertion;
  private final String url;
  private final String target;

  /**
   * @param url the token endpoint's URL, at the transport's origin
   */
  public TokenEndpoint(Transport transport, ClientAssertion assertion, String url) {
    this.transport = transport;
    this.assertion = assertion;
    this.url = url;
    this.target = transport.origin().requestTarget(url);
  }

  /**
   * Sends a token request. It is sent again only if it certainly was not processed: a grant is good
   * once (RFC 9700 section 2.1.1).
   *
   * @param grant the request's parameters without the client's authentication
   * @param secrets those of the grant, which an error may quote
   * @return the answer, whatever its status; fails as {@link Transport#send} does
   */
  Future<Response> send(Form grant, List<String> secrets, Deadline deadline) {
    return transport.send(
        Step.TOKEN, Replay.ONLY_IF_UNPROCESSED, deadline, () -> authenticated(grant, secrets));
  }

  private Request authenticated(Form grant, List<String> secrets) {
    Form form = assertion.authenticate(grant, url);
    List<String> all = new ArrayList<>(secrets);
    all.add(form.get("client_assertion"));
    return Request.post(target, Form.MEDIA_TYPE, form.encoded(), Cookies.NONE, all);
  }
}
