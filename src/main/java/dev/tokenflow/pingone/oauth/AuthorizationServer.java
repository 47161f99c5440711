package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.options.Endpoints;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import java.security.SecureRandom;

/**
 * An authorization server, as one of its clients can use it: its grants and its other endpoints,
 * all of which share the client's authentication and the server's keys.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 *
 * @param requests authorization requests
 * @param codeGrant the authorization code grant
 * @param refreshGrant the refresh of tokens
 * @param clientCredentialsGrant the client credentials grant
 * @param introspection introspection
 * @param revocation revocation
 * @param userInfo the claims of users
 */
public record AuthorizationServer(
    AuthorizationRequests requests,
    AuthorizationCodeGrant codeGrant,
    RefreshTokenGrant refreshGrant,
    ClientCredentialsGrant clientCredentialsGrant,
    Introspection introspection,
    Revocation revocation,
    UserInfo userInfo) {

  /** The server that the options name, reached over a transport to its origin. */
  public static AuthorizationServer of(Vertx vertx, PingOneOptions options, Transport transport) {
    Endpoints endpoints = options.endpoints();
    ClientAuthentication client =
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
            options.acquisitionTimeout(),
            endpoints.issuer(),
            options.clientId(),
            options.idToken());
    AuthenticatedEndpoint token = AuthenticatedEndpoint.token(transport, client, endpoints.token());
    return new AuthorizationServer(
        new AuthorizationRequests(vertx, options, transport, client),
        new AuthorizationCodeGrant(options, token, idTokens),
        new RefreshTokenGrant(options.idToken().validate(), token, idTokens),
        new ClientCredentialsGrant(token),
        new Introspection(
            AuthenticatedEndpoint.introspection(transport, client, endpoints.introspection())),
        new Revocation(AuthenticatedEndpoint.revocation(transport, client, endpoints.revocation())),
        new UserInfo(transport, endpoints.userInfo()));
  }
}
