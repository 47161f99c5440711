package dev.tokenflow.pingone.client;

import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.oauth.AuthorizationServer;
import dev.tokenflow.pingone.oauth.ClientAssertion;
import dev.tokenflow.pingone.oauth.ClientMetadata;
import dev.tokenflow.pingone.oauth.RotatingCredential;
import dev.tokenflow.pingone.oauth.ServerMetadata;
import dev.tokenflow.pingone.oauth.Signer;
import dev.tokenflow.pingone.options.AssertionOptions;
import dev.tokenflow.pingone.options.Endpoints;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.options.RotatingSecret;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** PingOne as an authorization server: the options in the terms of the specifications. */
public final class AuthorizationServers {
  /** PingOne and Keycloak verify request objects with it, whatever signs the assertions. */
  private static final String REQUEST_OBJECT_ALGORITHM = "HS256";

  private AuthorizationServers() {}

  /** The authorization server that the options name, reached over a transport to its origin. */
  public static AuthorizationServer of(Vertx vertx, PingOneOptions options, Transport transport) {
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
        credential(vertx, options),
        InstantSource.system());
  }

  private static ServerMetadata server(Endpoints endpoints) {
    return new ServerMetadata(
        endpoints.issuer(),
        endpoints.authorization(),
        endpoints.token(),
        endpoints.jwks(),
        endpoints.introspection(),
        endpoints.revocation(),
        endpoints.userInfo(),
        endpoints.pushedAuthorization());
  }

  private static RotatingCredential credential(Vertx vertx, PingOneOptions options) {
    AssertionOptions assertion = options.assertion();
    String audience =
        assertion.audience() == AssertionOptions.Audience.ISSUER
            ? options.endpoints().issuer()
            : null;
    RotatingSecret secret =
        new RotatingSecret(vertx, options.clientSecret().value(), options.clientSecret().file());
    return new RotatingCredential(
        secret::current,
        secret::alternativeTo,
        value ->
            new RotatingCredential.Credential(
                new ClientAssertion(
                    options.clientId(),
                    audience,
                    Signer.hmac(vertx, assertion.algorithm().name(), value, assertion.lifetime())),
                Signer.hmac(vertx, REQUEST_OBJECT_ALGORITHM, value, assertion.lifetime())));
  }
}
