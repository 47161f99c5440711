package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The authorization response (RFC 6749 section 4.1.2) in a redirect. */
public final class AuthorizationResponse {
  private AuthorizationResponse() {}

  /** Whether a {@code Location} leads to the redirect URI, whatever its query. */
  public static boolean isAtRedirectUri(String location, String redirectUri) {
    return location.equals(redirectUri)
        || location.startsWith(redirectUri + (redirectUri.contains("?") ? "&" : "?"));
  }

  /**
   * The authorization code in a redirect to the redirect URI.
   *
   * @param response the redirect
   * @param state the {@code state} that was sent
   * @throws StepException the server's error by its code (RFC 6749 section 4.1.2.1), or {@code
   *     invalid_response} if {@code state} or {@code iss} (RFC 9207) is not the expected one, or if
   *     there is neither code nor error
   */
  public static String code(Response response, String state, String issuer) {
    Map<String, List<String>> query = query(response);
    if (!state.equals(first(query, "state"))) {
      throw response.invalid(
          query.containsKey("state")
              ? "the redirect's state is not the one that was sent"
              : "the redirect has no state");
    }
    String iss = first(query, "iss");
    if (iss != null && !iss.equals(issuer)) {
      throw response.invalid(
          "the redirect's iss is " + response.redacted(iss) + ", expected " + issuer);
    }
    String error = first(query, "error");
    if (error != null) {
      throw new StepException(
          new OAuthError(error, first(query, "error_description")).failure(response));
    }
    String code = first(query, "code");
    if (code == null || code.isEmpty()) {
      throw response.invalid("the redirect has neither code nor error");
    }
    return code;
  }

  /**
   * The parameters in the query of a redirect.
   *
   * @throws StepException {@code invalid_response} if they cannot be decoded
   */
  public static Map<String, List<String>> query(Response response) {
    try {
      return new QueryStringDecoder(response.location()).parameters();
    } catch (IllegalArgumentException malformed) {
      throw response.invalid("the redirect's query cannot be decoded");
    }
  }

  private static @Nullable String first(Map<String, List<String>> query, String name) {
    List<String> values = query.get(name);
    return values == null ? null : values.get(0);
  }
}
