package dev.tokenflow.pingone.client;

import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.oauth.AuthorizationServer;
import dev.tokenflow.pingone.oauth.ClientMetadata;
import dev.tokenflow.pingone.oauth.ServerMetadata;
import dev.tokenflow.pingone.options.Endpoints;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** PingOne as an authorization server: the options in the terms of the specifications. */
public final class AuthorizationServers {
  private AuthorizationServers() {}

  /** The authorization server that the options name, reached over a transport to its origin. */
  public static AuthorizationServer of(Vertx vertx, PingOneOptions options, Transport transport) {
    ClientCredential credential = new ClientCredential(vertx, options);
    return new AuthorizationServer(
        vertx,
        transport,
        server(options.endpoints()),
        new ClientMetadata(
            options.clientId(),
            options.redirectUri(),
            options.requestObject(),
            options.pushedAuthorization(),
            options.idToken().validate() ? options.idToken().leeway() : null,
            options.acquisitionTimeout()),
        credential.authentication(),
        credential.requestObjects(),
        credential.loginHints(),
        InstantSource.system());
  }

  private static ServerMetadata server(Endpoints endpoints) {
    return new ServerMetadata(
        endpoints.issuer(),
        endpoints.token(),
        endpoints.jwks(),
        endpoints.introspection(),
        endpoints.revocation(),
        endpoints.userInfo(),
        endpoints.pushedAuthorization(),
        endpoints.signOff());
  }
}
