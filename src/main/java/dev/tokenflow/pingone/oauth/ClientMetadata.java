package dev.tokenflow.pingone.oauth;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the authorization server knows of this client, and how this client uses the server.
 *
 * @param clientId the client id
 * @param redirectUri the redirect URI, as registered
 * @param requestObjects whether authorization requests are signed request objects (RFC 9101)
 * @param pushedRequests whether authorization requests are pushed first (RFC 9126)
 * @param idTokenLeeway by how much the clocks may differ, or null to leave ID tokens unvalidated
 * @param keySetTimeout the time to fetch the key set, all attempts together
 */
public record ClientMetadata(
    String clientId,
    String redirectUri,
    boolean requestObjects,
    boolean pushedRequests,
    @Nullable Duration idTokenLeeway,
    Duration keySetTimeout) {}
