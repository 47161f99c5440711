package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.IssuedToken;
import io.vertx.core.Future;
import java.util.List;

/**
 * The end of a token before its time (RFC 7009).
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class Revocation {
  private final AuthenticatedEndpoint endpoint;

  public Revocation(AuthenticatedEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Revokes a token. One that the server does not know is revoked already (RFC 7009 section 2.2).
   *
   * @return ends when the token is good no longer; fails with {@code StepException}: the server's
   *     refusal by its code, {@code invalid_response}, {@code unavailable}, {@code rate_limited} or
   *     {@code timeout}
   */
  public Future<Void> revoke(IssuedToken token, Deadline deadline) {
    return endpoint
        .send(RequestKind.REVOKE, Introspection.request(token), List.of(token.value()), deadline)
        .map(Revocation::judge);
  }

  /** The body of a success is not looked at: the status says it all (RFC 7009 section 2.2). */
  static Void judge(Response response) {
    if (!response.succeeded()) {
      throw new StepException(OAuthError.refusal(response, "the revocation endpoint"));
    }
    return null;
  }
}
