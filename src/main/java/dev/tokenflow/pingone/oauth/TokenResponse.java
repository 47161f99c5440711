package dev.tokenflow.pingone.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The token response (RFC 6749 section 5.1).
 *
 * @param accessToken the access token
 * @param tokenType {@code Bearer}
 * @param expiresIn seconds, or null where the server was silent
 * @param scope the scopes granted, or null where they are those that were asked for
 * @param idToken the ID token (OpenID Connect Core 3.1.3.3), or null
 * @param refreshToken the refresh token, or null
 */
public record TokenResponse(
    @JsonProperty("access_token") String accessToken,
    @JsonProperty("token_type") String tokenType,
    @JsonProperty("expires_in") Long expiresIn,
    String scope,
    @JsonProperty("id_token") String idToken,
    @JsonProperty("refresh_token") String refreshToken) {

  /** Decades, and no sum with a date overflows. */
  private static final long MAX_EXPIRES_IN = Integer.MAX_VALUE;

  private static final JsonReader<TokenResponse> READER = JsonReader.of(TokenResponse.class);

  /**
   * Judges an answer of the token endpoint.
   *
   * @throws StepException the server's error by its code, {@code rate_limited} or {@code
   *     unavailable} by the status, {@code invalid_response} for anything else that is no token
   *     response
   */
  public static TokenResponse of(Response response) {
    if (response.status() != 200) {
      throw new StepException(OAuthError.refusal(response, "the token endpoint"));
    }
    TokenResponse tokens = response.json(READER);
    require(response, "access_token", tokens.accessToken);
    require(response, "token_type", tokens.tokenType);
    if (!tokens.tokenType.equalsIgnoreCase("Bearer")) {
      throw response.invalid(
          "the token response's token_type is "
              + response.redacted(tokens.tokenType)
              + ", expected Bearer");
    }
    if (tokens.expiresIn != null && (tokens.expiresIn < 0 || tokens.expiresIn > MAX_EXPIRES_IN)) {
      throw response.invalid("the token response's expires_in is out of range");
    }
    return tokens;
  }

  /** The same, whose refresh token stays this one where the server did not rotate it. */
  TokenResponse orRefreshToken(String before) {
    return refreshToken != null
        ? this
        : new TokenResponse(accessToken, tokenType, expiresIn, scope, idToken, before);
  }

  /** Without what belongs to a user: there is none in the client credentials grant. */
  TokenResponse accessTokenAlone() {
    return new TokenResponse(accessToken, tokenType, expiresIn, scope, null, null);
  }

  /** A failure of this answer's ID token with the id under which the server knows the answer. */
  static Throwable withSupportId(Throwable invalid, Response response) {
    return invalid instanceof StepException e && e.failure().pingoneId() == null
        ? new StepException(e.failure().withAnswer(e.failure().httpStatus(), response.supportId()))
        : invalid;
  }

  /**
   * The tokens as an outcome, without user name and correlation id.
   *
   * @param issued when the answer came
   * @param scopeAsked the scopes asked for, which were granted where the answer names none (RFC
   *     6749 section 5.1)
   * @param claims those of the validated ID token, or null
   */
  TokenSet tokens(Instant issued, String scopeAsked, JsonObject claims) {
    Duration lifetime = expiresIn == null ? null : Duration.ofSeconds(expiresIn);
    return new TokenSet(
        accessToken,
        lifetime,
        lifetime == null ? null : issued.plus(lifetime).truncatedTo(ChronoUnit.SECONDS),
        scope == null ? scopeAsked : scope,
        idToken,
        refreshToken,
        claims);
  }

  private static void require(Response response, String field, String value) {
    if (value == null || value.isEmpty()) {
      throw response.invalid("the token response has no " + field);
    }
  }

  @Override
  public String toString() {
    return "TokenResponse[***]";
  }
}
