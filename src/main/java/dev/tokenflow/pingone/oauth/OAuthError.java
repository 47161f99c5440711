package dev.tokenflow.pingone.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.http.Json;
import dev.tokenflow.pingone.http.Response;
import java.util.Locale;

/**
 * An error answer of the authorization server (RFC 6749 sections 4.1.2.1 and 5.2, RFC 7009 section
 * 2.2.1).
 *
 * @param error the error's code, or null where the answer had none
 * @param description the server's text for a developer, or null
 */
public record OAuthError(String error, @JsonProperty("error_description") String description) {

  private static final Json<OAuthError> READER = Json.of(OAuthError.class);

  /**
   * What an answer means that is not the one hoped for: by its status, where the server did not
   * process the request, else by its error code.
   *
   * @param endpoint who answered, such as {@code the token endpoint}
   * @throws PingOneException {@code invalid_response} for a body that is no JSON object
   */
  public static Failure refusal(Response response, String endpoint) {
    Failure unprocessed = response.unprocessed();
    if (unprocessed != null) {
      return unprocessed;
    }
    OAuthError error = response.json(READER);
    return error.error() != null
        ? error.failure(response)
        : response.failure(
            ErrorCode.INVALID_RESPONSE,
            endpoint + " answered " + response.status() + " without an error code");
  }

  /** Whether an answer does not accept the client's authentication. */
  static boolean isOfTheClient(Response response) {
    if (response.status() != 400 && response.status() != 401) {
      return false;
    }
    try {
      OAuthError error = response.json(READER);
      return error.error() != null && error.code() == ErrorCode.INVALID_CLIENT;
    } catch (PingOneException unreadable) {
      return false;
    }
  }

  /** What the error means for the acquisition. */
  public Failure failure(Response response) {
    String told = response.shown(error);
    if (description != null && !description.isBlank()) {
      told += ": " + response.shown(description);
    }
    return response.failure(code(), "the authorization server answered " + told);
  }

  private ErrorCode code() {
    return switch (error) {
      case "invalid_client" -> ErrorCode.INVALID_CLIENT;
      case "unauthorized_client" ->
          tellsOfAuthentication() ? ErrorCode.INVALID_CLIENT : ErrorCode.CONFIGURATION;
      case "invalid_grant" -> ErrorCode.INVALID_GRANT;
      case "invalid_scope" -> ErrorCode.INVALID_SCOPE;
      case "access_denied" -> ErrorCode.ACCESS_DENIED;
      case "server_error", "temporarily_unavailable" -> ErrorCode.UNAVAILABLE;
      case "invalid_request",
          "unsupported_grant_type",
          "unsupported_token_type",
          "unsupported_response_type" ->
          ErrorCode.CONFIGURATION;
      default -> ErrorCode.FLOW_FAILED;
    };
  }

  /**
   * RFC 6749 section 5.2 has {@code unauthorized_client} for a client that is authenticated and may
   * not use the grant. Keycloak says it of an assertion whose signature is wrong, too.
   */
  private boolean tellsOfAuthentication() {
    return description != null && description.toLowerCase(Locale.ROOT).contains("authentication");
  }
}
