package dev.tokenflow.pingone.sandbox;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An accepted authorization request.
 *
 * @param redirectUri where the authorization response goes
 * @param scope the granted scopes, or null
 * @param state returned with the authorization response, or null
 * @param nonce copied into the ID token, or null
 * @param codeChallenge the SHA-256 of the code verifier (RFC 7636)
 * @param policy the selected sign-on policy
 * @param acr the name by which it was selected, or that of the default
 * @param prompt what the user must be asked, or null
 * @param remoteIp the end user's address, or null
 * @param inFlow whether responses carry the flow ({@code pi.flow}) or redirect
 */
record Authorization(
    String redirectUri,
    @Nullable String scope,
    @Nullable String state,
    @Nullable String nonce,
    String codeChallenge,
    SandboxSignOnPolicy policy,
    String acr,
    @Nullable String prompt,
    @Nullable String remoteIp,
    boolean inFlow) {

  private static final Set<String> SCOPES =
      Set.of("openid", "profile", "email", "address", "phone", "offline_access", "p1:read:user");

  private static final Set<String> PROMPTS = Set.of("none", "login", "consent");

  /** Whether the user must not be asked anything. */
  boolean isSilent() {
    return "none".equals(prompt);
  }

  /** Whether a session is not enough. */
  boolean asksAgain() {
    return prompt != null && prompt.contains("login");
  }

  /** Validates an authorization request; throws a {@link Refusal} if it is not acceptable. */
  static Authorization accept(SandboxOptions options, MultiMap form) {
    if (!options.clientId().equals(form.get("client_id"))) {
      throw invalid("client_id", "unknown application");
    }
    String redirectUri = form.get("redirect_uri");
    if (!options.redirectUri().equals(redirectUri)) {
      throw invalid("redirect_uri", "not registered");
    }
    if (!"code".equals(form.get("response_type"))) {
      throw invalid("response_type", "must be code");
    }
    String responseMode = form.get("response_mode");
    boolean inFlow = "pi.flow".equals(responseMode);
    if (responseMode != null && !inFlow && !responseMode.equals("query")) {
      throw invalid("response_mode", "must be pi.flow or query");
    }
    if (inFlow && !options.piFlowAllowed()) {
      throw invalid("response_mode", "pi.flow is not allowed for the application");
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
      throw invalid("code_challenge_method", "must be S256");
    }
    String prompt = form.get("prompt");
    if (prompt != null && !PROMPTS.containsAll(List.of(prompt.split(" ", -1)))) {
      throw invalid("prompt", "must be none, or login and consent");
    }
    String maxAge = form.get("max_age");
    if (maxAge != null && !maxAge.matches("\\d{1,10}")) {
      throw invalid("max_age", "must be a number of seconds");
    }
    String acr = SandboxSignOnPolicy.selected(form.get("acr_values"));
    return new Authorization(
        redirectUri,
        scope,
        form.get("state"),
        form.get("nonce"),
        challenge,
        SandboxSignOnPolicy.of(acr),
        acr,
        prompt,
        form.get("pi.remoteIp"),
        inFlow);
  }

  private static Refusal invalid(String target, String message) {
    return Refusal.platform(400, "INVALID_REQUEST", "The request could not be completed.")
        .with("INVALID_VALUE", target, message);
  }
}
