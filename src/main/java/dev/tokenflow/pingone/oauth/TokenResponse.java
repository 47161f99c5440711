package dev.tokenflow.pingone.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.ServerNumbers;
import dev.tokenflow.pingone.http.StepException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The token response (RFC 6749 section 5.1) to the request of a {@link Grant}. Only {@code
 * access_token} and {@code token_type} can make it invalid: tokens that were issued are not thrown
 * away because of what stands beside them.
 *
 * @param accessToken the access token
 * @param expiresIn its lifetime, or null if the server does not say
 * @param scope the granted scopes, or null if all requested scopes were granted
 * @param idToken the ID token (OpenID Connect Core 3.1.3.3), or null
 * @param refreshToken the refresh token, or null
 */
record TokenResponse(
    String accessToken,
    @Nullable Duration expiresIn,
    @Nullable String scope,
    @Nullable String idToken,
    @Nullable String refreshToken) {

  private static final JsonReader<Body> READER = JsonReader.of(Body.class);

  /** The fields as they are sent, where an odd or empty value is as absent. */
  private record Body(
      @JsonProperty("access_token") @Nullable String accessToken,
      @JsonProperty("token_type") @Nullable String tokenType,
      @JsonProperty("expires_in") @Nullable Object expiresIn,
      @Nullable Object scope,
      @JsonProperty("id_token") @Nullable String idToken,
      @JsonProperty("refresh_token") @Nullable String refreshToken) {
    @Override
    public String toString() {
      return "Body[***]";
    }
  }

  /**
   * Reads an answer of the token endpoint.
   *
   * @throws StepException the server's error by its code, or {@code invalid_response}
   */
  static TokenResponse parseResponse(Response response) {
    if (response.status() != 200) {
      throw OAuthError.refusal(response, "the token endpoint");
    }
    Body body = response.json(READER);
    String accessToken = orNull(body.accessToken);
    if (accessToken == null) {
      throw OAuthError.errorOr(response, "the token response has no access_token");
    }
    String tokenType = orNull(body.tokenType);
    if (tokenType == null) {
      throw response.invalid("the token response has no token_type");
    }
    if (!tokenType.equalsIgnoreCase("Bearer")) {
      throw response.invalid(
          "the token response's token_type is "
              + response.redacted('"' + tokenType + '"')
              + ", expected \"Bearer\"");
    }
    return new TokenResponse(
        accessToken,
        lifetime(body.expiresIn),
        orNull(scope(body.scope)),
        orNull(body.idToken),
        orNull(body.refreshToken));
  }

  private static @Nullable Duration lifetime(@Nullable Object expiresIn) {
    Duration lifetime = ServerNumbers.seconds(expiresIn, ServerNumbers.MAX_LIFETIME);
    return lifetime == null || lifetime.isZero() ? null : lifetime;
  }

  /** Some servers send a JSON array (RFC 6749 section 3.3 requires spaces). */
  private static @Nullable String scope(@Nullable Object scope) {
    return scope instanceof List<?> several
        ? several.stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .collect(Collectors.joining(" "))
        : scope instanceof String one ? one : null;
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** A copy that leaves the ID token out. */
  TokenResponse withoutIdToken() {
    return new TokenResponse(accessToken, expiresIn, scope, null, refreshToken);
  }

  /**
   * The tokens of a grant.
   *
   * @param issued when the response arrived
   * @param claims the claims of the validated ID token, or null
   */
  TokenSet toTokenSet(Grant grant, Instant issued, @Nullable JsonObject claims) {
    boolean accessTokenOnly = grant.idToken() == Grant.IdToken.IGNORED;
    return new TokenSet(
        accessToken,
        expiresIn,
        expiresIn == null ? null : issued.plus(expiresIn).truncatedTo(ChronoUnit.SECONDS),
        scope == null ? grant.scope() : scope,
        accessTokenOnly ? null : idToken,
        accessTokenOnly ? null : refreshToken == null ? grant.refreshToken() : refreshToken,
        claims);
  }

  @Override
  public String toString() {
    return "TokenResponse[***]";
  }
}
