package dev.tokenflow.pingone.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;

/**
 * The answer to a pushed authorization request (RFC 9126 section 2.2).
 *
 * @param requestUri stands for the request at the authorization endpoint, once and not for long
 */
record PushedAuthorization(@JsonProperty("request_uri") String requestUri) {
  private static final JsonReader<PushedAuthorization> READER =
      JsonReader.of(PushedAuthorization.class);

  /**
   * Judges an answer of the endpoint.
   *
   * @throws StepException the server's error by its code, or {@code invalid_response}
   */
  static PushedAuthorization of(Response response) {
    if (!response.succeeded()) {
      throw new StepException(
          OAuthError.refusal(response, "the pushed authorization request endpoint"));
    }
    PushedAuthorization pushed = response.json(READER);
    if (pushed.requestUri == null || pushed.requestUri.isBlank()) {
      throw response.invalid("the pushed authorization response has no request_uri");
    }
    return pushed;
  }

  @Override
  public String toString() {
    return "PushedAuthorization[***]";
  }
}
