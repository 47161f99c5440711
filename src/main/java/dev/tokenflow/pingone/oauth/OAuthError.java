package dev.tokenflow.pingone.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.message.ErrorCode;
import java.util.Locale;

/**
 * An error answer of the authorization server (RFC 6749 sections 4.1.2.1 and 5.2, RFC 7009 section
 * 2.2.1).
 *
 * @param error the error's code, or null where the answer had none
 * @param description the server's text for a developer, or null
 */
public record OAuthError(String error, @JsonProperty("error_description") String description) {

  private static final JsonReader<OAuthError> READER = JsonReader.of(OAuthError.class);

  /**
   * What an answer means that is not the one hoped for: by its status, where the server did not
   * process the request, else by its error code.
   *
   * @param endpoint who answered, such as {@code the token endpoint}
   * @throws StepException {@code invalid_response} for a body that is no JSON object
   */
  public static StepFailure refusal(Response response, String endpoint) {
    StepFailure unprocessed = response.unprocessed();
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
      return error.error() != null && error.code(response.status()) == ErrorCode.INVALID_CLIENT;
    } catch (StepException unreadable) {
      return false;
    }
  }

  /** What the error means for the acquisition. */
  public StepFailure failure(Response response) {
    String told = response.redacted(error);
    if (description != null && !description.isBlank()) {
      told += ": " + response.redacted(description);
    }
    return response.failure(code(response.status()), "the authorization server answered " + told);
  }

  private ErrorCode code(int status) {
    return switch (error) {
      case "invalid_client" -> ErrorCode.INVALID_CLIENT;
      case "unauthorized_client" ->
          tellsOfAuthentication() ? ErrorCode.INVALID_CLIENT : ErrorCode.CONFIGURATION;
      case "invalid_grant" -> ErrorCode.INVALID_GRANT;
      case "invalid_scope" -> ErrorCode.INVALID_SCOPE;
      case "access_denied" -> ErrorCode.ACCESS_DENIED;
      case "server_error", "temporarily_unavailable" -> ErrorCode.UNAVAILABLE;
      // 401 is for authentication alone (RFC 6749 section 5.2, RFC 7662 section 2.3): Keycloak's
      // introspection and pushed authorization request endpoints say so of a wrong assertion.
      case "invalid_request" -> status == 401 ? ErrorCode.INVALID_CLIENT : ErrorCode.CONFIGURATION;
      case "unsupported_grant_type", "unsupported_token_type", "unsupported_response_type" ->
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
