package dev.tokenflow.pingone.oauth;

import java.util.function.UnaryOperator;

/**
 * The authorization server's endpoints that this client calls itself, by their names in RFC 8414
 * section 2; all at one origin.
 *
 * @param issuer the issuer identifier, compared with {@code iss}
 * @param tokenEndpoint RFC 6749 section 3.2
 * @param jwksUri the key set of the ID tokens (RFC 7517 section 5)
 * @param introspectionEndpoint RFC 7662 section 2
 * @param revocationEndpoint RFC 7009 section 2
 * @param userInfoEndpoint OpenID Connect Core 5.3
 * @param pushedAuthorizationRequestEndpoint RFC 9126 section 2
 * @param endSessionEndpoint where a user's session is ended by an ID token, without the user's
 *     browser
 */
public record ServerMetadata(
    String issuer,
    String tokenEndpoint,
    String jwksUri,
    String introspectionEndpoint,
    String revocationEndpoint,
    String userInfoEndpoint,
    String pushedAuthorizationRequestEndpoint,
    String endSessionEndpoint) {

  /** The same server with something else in place of each endpoint's URL. */
  ServerMetadata map(UnaryOperator<String> endpoint) {
    return new ServerMetadata(
        issuer,
        endpoint.apply(tokenEndpoint),
        endpoint.apply(jwksUri),
        endpoint.apply(introspectionEndpoint),
        endpoint.apply(revocationEndpoint),
        endpoint.apply(userInfoEndpoint),
        endpoint.apply(pushedAuthorizationRequestEndpoint),
        endpoint.apply(endSessionEndpoint));
  }
}
