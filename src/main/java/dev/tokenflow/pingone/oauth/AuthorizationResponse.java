package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The authorization response (RFC 6749 section 4.1.2) in a redirect. */
public final class AuthorizationResponse {
  private AuthorizationResponse() {}

  /**
   * Whether a {@code Location} leads to the redirect URI, whatever its query; other spellings of
   * the same URI count as equal (RFC 3986 section 6.2).
   */
  public static boolean isAtRedirectUri(@Nullable String location, String redirectUri) {
    if (location == null) {
      return false;
    }
    String separator = redirectUri.contains("?") ? "&" : "?";
    String found = normalized(location);
    String expected = normalized(redirectUri);
    return found.equals(expected) || found.startsWith(expected + separator);
  }

  /** With scheme and host in lower case, and without the default port and an empty path. */
  private static String normalized(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() == null || uri.getRawUserInfo() != null) {
        return text;
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      boolean byDefault = uri.getPort() == (scheme.equals("https") ? 443 : 80);
      String port = uri.getPort() < 0 || byDefault ? "" : ":" + uri.getPort();
      String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      String fragment = uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment();
      return scheme
          + "://"
          + uri.getHost().toLowerCase(Locale.ROOT)
          + port
          + path
          + query
          + fragment;
    } catch (URISyntaxException notAUri) {
      return text;
    }
  }

  /**
   * The authorization code in a redirect to the redirect URI.
   *
   * @param response the redirect
   * @param state the {@code state} that was sent
   * @throws StepException the server's error by its code (RFC 6749 section 4.1.2.1), or {@code
   *     invalid_response} if the redirect leads elsewhere, if {@code state} or {@code iss} (RFC
   *     9207) is not the expected one, or if there is neither code nor error
   */
  public static String code(Response response, String redirectUri, String state, String issuer) {
    Map<String, String> parameters = parameters(response);
    String code = parameters.get("code");
    if (parameters.containsKey("error")
        || code == null
        || !isAtRedirectUri(response.location(), redirectUri)
        || !state.equals(parameters.get("state"))) {
      throw refusal(response, state);
    }
    String iss = parameters.get("iss");
    if (iss != null && !iss.equals(issuer)) {
      throw response.invalid(
          "the redirect's iss is \"" + response.redacted(iss) + "\", expected \"" + issuer + '"');
    }
    return code;
  }

  /**
   * Why a redirect brings no authorization code. An error counts wherever it leads, since servers
   * show some on a page of their own, but not with the {@code state} of another request.
   *
   * @return the server's error, or {@code invalid_response}
   */
  public static StepException refusal(Response response, String state) {
    Map<String, String> parameters = parameters(response);
    String answered = parameters.get("state");
    if (answered != null && !answered.equals(state)) {
      return response.invalid("the redirect's state is not the one that was sent");
    }
    String error = parameters.get("error");
    if (error != null) {
      String description = parameters.get("error_description");
      if (answered == null) {
        description = (description == null ? "" : description + " ") + "(without a state)";
      }
      return new StepException(new OAuthError(error, description).failure(response));
    }
    if (!parameters.containsKey("code")) {
      return response.invalid("the redirect has neither code nor error");
    }
    return response.invalid(
        answered == null
            ? "the redirect has no state"
            : "the redirect does not lead to the redirect URI");
  }

  /**
   * The parameters of a redirect, in its query or its fragment; the first of each name, and no
   * empty ones.
   *
   * @throws StepException {@code invalid_response} without a {@code Location}, or if it cannot be
   *     decoded
   */
  public static Map<String, String> parameters(Response response) {
    String location = response.location();
    if (location == null) {
      throw response.invalid("a redirect without a Location");
    }
    String[] parts = location.split("#", 2);
    Map<String, String> parameters = new HashMap<>();
    try {
      add(parameters, new QueryStringDecoder(parts[0]));
      if (parts.length == 2) {
        // Sign-on pages that are scripts have a path and a query behind the #.
        add(parameters, new QueryStringDecoder(parts[1], parts[1].contains("?")));
      }
    } catch (IllegalArgumentException malformed) {
      throw response.invalid("the redirect's query cannot be decoded");
    }
    return parameters;
  }

  private static void add(Map<String, String> parameters, QueryStringDecoder query) {
    query
        .parameters()
        .forEach(
            (name, values) -> {
              if (!values.get(0).isEmpty()) {
                parameters.putIfAbsent(name, values.get(0));
              }
            });
  }
}
