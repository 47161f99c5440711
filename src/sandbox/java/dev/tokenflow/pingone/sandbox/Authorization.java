package dev.tokenflow.pingone.sandbox;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * An authorization request that was accepted.
 *
 * @param redirectUri where the answer belongs
 * @param scope the scopes granted
 * @param state to be given back, or null
 * @param nonce for the ID token, or null
 * @param codeChallenge what the code verifier has to hash to (RFC 7636)
 * @param identifierFirst whether the sign-on policy asks for the user name before the password
 * @param inFlow whether the answers carry the flow ({@code pi.flow}) or are redirects
 */
record Authorization(
    String redirectUri,
    String scope,
    String state,
    String nonce,
    String codeChallenge,
    boolean identifierFirst,
    boolean inFlow) {

  /** The sign-on policy, by its name in {@code acr_values}, that asks for the user name first. */
  private static final String IDENTIFIER_FIRST = "Identifier_First";

  private static final Set<String> SCOPES =
      Set.of("openid", "profile", "email", "address", "phone", "offline_access", "p1:read:user");

  /** Accepts a request of the sandbox's application, and refuses any other. */
  static Authorization accept(SandboxOptions options, MultiMap form) {
    if (!options.clientId().equals(form.get("client_id"))) {
      throw invalid("client_id", "no such application");
    }
    String redirectUri = form.get("redirect_uri");
    if (!options.redirectUri().equals(redirectUri)) {
      throw invalid("redirect_uri", "not registered");
    }
    if (!"code".equals(form.get("response_type"))) {
      throw invalid("response_type", "has to be code");
    }
    String responseMode = form.get("response_mode");
    boolean inFlow = "pi.flow".equals(responseMode);
    if (responseMode != null && !inFlow && !responseMode.equals("query")) {
      throw invalid("response_mode", "has to be pi.flow or query");
    }
    String scope = form.get("scope");
    List<String> scopes = scope == null ? List.of() : Arrays.asList(scope.split(" ", -1));
    if (!SCOPES.containsAll(scopes)) {
      throw invalid("scope", "not granted to the application");
    }
    String challenge = form.get("code_challenge");
    if (challenge == null || !challenge.matches("[A-Za-z0-9_-]{43}")) {
      throw invalid("code_challenge", "PKCE is required");
    }
    if (!"S256".equals(form.get("code_challenge_method"))) {
      throw invalid("code_challenge_method", "has to be S256");
    }
    return new Authorization(
        redirectUri,
        scope,
        form.get("state"),
        form.get("nonce"),
        challenge,
        IDENTIFIER_FIRST.equals(form.get("acr_values")),
        inFlow);
  }

  private static Refusal invalid(String target, String message) {
    return Refusal.platform(400, "INVALID_REQUEST", "The request could not be completed.")
        .with("INVALID_VALUE", target, message);
  }
}
