package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.RequestKind;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/**
 * The client credentials grant (RFC 6749 section 4.4).
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class ClientCredentialsGrant {
  private final AuthenticatedEndpoint endpoint;

  public ClientCredentialsGrant(AuthenticatedEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Asks for an access token of the application itself.
   *
   * @param scope the scopes, separated by spaces, or null for those that the server grants by
   *     itself
   * @return the tokens, without user name and correlation id; fails as the other grants do
   */
  public Future<TokenSet> acquire(String scope, Deadline deadline) {
    return endpoint
        .send(
            RequestKind.CLIENT_CREDENTIALS,
            TokenRequest.clientCredentials(scope),
            List.of(),
            deadline)
        .map(
            response ->
                TokenResponse.of(response).accessTokenAlone().tokens(Instant.now(), scope, null));
  }
}
