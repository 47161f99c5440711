package dev.tokenflow.pingone.oauth;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.message.ErrorCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An error response of the authorization server (RFC 6749 sections 4.1.2.1 and 5.2, RFC 7009
 * section 2.2.1).
 *
 * @param error the error code, or null if the response has none
 * @param description the server's text for a developer, or null
 */
public record OAuthError(
    @Nullable String error, @JsonProperty("error_description") @Nullable String description) {

  private static final JsonReader<OAuthError> READER = JsonReader.of(OAuthError.class);

  /**
   * Reads an answer that is not the expected one.
   *
   * @param endpoint who answered, such as {@code the token endpoint}
   * @return the server's error by its code, or {@code invalid_response} if there is none
   */
  static StepException refusal(Response response, String endpoint) {
    return errorOr(
        response, endpoint + " answered " + response.status() + " without an error code");
  }

  /**
   * Reads an answer that lacks what it should have. Some servers send an error with status 200.
   *
   * @param lack what it lacks
   * @return the server's error by its code, or {@code invalid_response} if there is none
   */
  static StepException errorOr(Response response, String lack) {
    OAuthError error = response.json(READER);
    return error.error() == null || error.error().isBlank()
        ? response.invalid(lack)
        : new StepException(error.failure(response));
  }

  /** Whether the server refuses the client's authentication. */
  static boolean isInvalidClient(Response response) {
    if (response.status() != 400 && response.status() != 401) {
      return false;
    }
    try {
      OAuthError error = response.json(READER);
      return error.error() != null && error.code(response.status()) == ErrorCode.INVALID_CLIENT;
    } catch (StepException unreadable) {
      return false;
    }
  }

  /** The failure that this error means; {@code error} must not be null. */
  public StepFailure failure(Response response) {
    String text = response.redacted(requireNonNull(error));
    if (description != null && !description.isBlank()) {
      text += ": " + response.redacted(description);
    }
    return response
        .failure(code(response.status()), "the authorization server answered " + text)
        .withRetryAfter(response.retryAfter());
  }

  private ErrorCode code(int status) {
    return switch (requireNonNull(error)) {
      case "invalid_client" -> ErrorCode.INVALID_CLIENT;
      // RFC 6749 section 5.2 reserves it for an authenticated client that may not use the grant.
      // Keycloak also answers so to an assertion with a wrong signature, and with 401 to a wrong
      // secret.
      case "unauthorized_client" ->
          status == 401 || speaksOf("authentication")
              ? ErrorCode.INVALID_CLIENT
              : ErrorCode.CONFIGURATION;
      case "invalid_grant" -> ErrorCode.INVALID_GRANT;
      case "invalid_scope" -> ErrorCode.INVALID_SCOPE;
      // The latter two are about a login_hint_token (OpenID Connect CIBA Core 13).
      case "access_denied", "unknown_user_id", "expired_login_hint_token" ->
          ErrorCode.ACCESS_DENIED;
      case "server_error", "temporarily_unavailable" -> ErrorCode.UNAVAILABLE;
      // 401 is for authentication only (RFC 6749 section 5.2, RFC 7662 section 2.3). Keycloak's
      // introspection and pushed authorization request endpoints answer a wrong assertion so.
      case "invalid_request" ->
          status == 401
              ? ErrorCode.INVALID_CLIENT
              : speaksOf(LoginHintToken.PARAMETER)
                  ? ErrorCode.ACCESS_DENIED
                  : ErrorCode.CONFIGURATION;
      // The others are of OpenID Connect Core 3.1.2.6 and 6, RFC 7591 section 3.2.2, and OAuth 2.0
      // Multiple Response Type Encoding Practices: how client and application are set up.
      case "unsupported_grant_type",
          "unsupported_token_type",
          "unsupported_response_type",
          "unsupported_response_mode",
          "invalid_request_object",
          "invalid_request_uri",
          "request_not_supported",
          "request_uri_not_supported",
          "invalid_redirect_uri",
          "invalid_client_metadata" ->
          ErrorCode.CONFIGURATION;
      default -> ErrorCode.FLOW_FAILED;
    };
  }

  private boolean speaksOf(String subject) {
    return description != null && description.toLowerCase(Locale.ROOT).contains(subject);
  }
}
