package dev.tokenflow.pingone.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The token response (RFC 6749 section 5.1) to the request of a {@link Grant}.
 *
 * @param accessToken the access token
 * @param tokenType {@code Bearer}
 * @param expiresIn seconds, or null if the server does not say
 * @param scope the granted scopes, or null if they are those that were requested
 * @param idToken the ID token (OpenID Connect Core 3.1.3.3), or null
 * @param refreshToken the refresh token, or null
 */
record TokenResponse(
    @JsonProperty("access_token") String accessToken,
    @JsonProperty("token_type") String tokenType,
    @JsonProperty("expires_in") @Nullable Long expiresIn,
    @Nullable String scope,
    @JsonProperty("id_token") @Nullable String idToken,
    @JsonProperty("refresh_token") @Nullable String refreshToken) {

  /** Decades, and no sum with a date overflows. */
  private static final long MAX_EXPIRES_IN = Integer.MAX_VALUE;

  private static final JsonReader<TokenResponse> READER = JsonReader.of(TokenResponse.class);

  /**
   * Reads an answer of the token endpoint.
   *
   * @throws StepException the server's error by its code, or {@code invalid_response}
   */
  static TokenResponse parseResponse(Response response) {
    if (response.status() != 200) {
      throw OAuthError.refusal(response, "the token endpoint");
    }
    TokenResponse tokens = response.json(READER);
    require(response, "access_token", tokens.accessToken);
    require(response, "token_type", tokens.tokenType);
    if (!tokens.tokenType.equalsIgnoreCase("Bearer")) {
      throw response.invalid(
          "the token response's token_type is "
              + response.redacted('"' + tokens.tokenType + '"')
              + ", expected \"Bearer\"");
    }
    if (tokens.expiresIn != null && (tokens.expiresIn < 0 || tokens.expiresIn > MAX_EXPIRES_IN)) {
      throw response.invalid("the token response's expires_in is out of range");
    }
    return tokens;
  }

  private static void require(Response response, String field, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      throw response.invalid("the token response has no " + field);
    }
  }

  /**
   * The tokens of a grant.
   *
   * @param issued when the response arrived
   * @param claims the claims of the validated ID token, or null
   */
  TokenSet toTokenSet(Grant grant, Instant issued, @Nullable JsonObject claims) {
    Duration lifetime = expiresIn == null ? null : Duration.ofSeconds(expiresIn);
    boolean accessTokenOnly = grant.idToken() == Grant.IdToken.IGNORED;
    return new TokenSet(
        accessToken,
        lifetime,
        lifetime == null ? null : issued.plus(lifetime).truncatedTo(ChronoUnit.SECONDS),
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
