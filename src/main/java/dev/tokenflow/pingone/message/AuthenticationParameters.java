package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may ask of an authentication (OpenID Connect Core 3.1.2.1): {@code {scope?,
 * acr_values?, require_acr?, prompt?, max_age?, remote_ip?}}.
 *
 * @param scope the scopes, separated by spaces, or null for the configured ones
 * @param acrValues the sign-on policies to use, separated by spaces, or null for the application's
 *     default
 * @param requireAcr whether the ID token's {@code acr} must be one of {@code acrValues}
 * @param prompt such as {@code login}, which asks the user even if there is a session, or null
 * @param maxAge how long before this request the user may have been authenticated, in whole
 *     seconds, or null
 * @param remoteIp the end user's IP address, for policies that weigh risks, or null; left out of
 *     {@link #toString()}
 */
public record AuthenticationParameters(
    @Nullable String scope,
    @Nullable String acrValues,
    boolean requireAcr,
    @Nullable String prompt,
    @Nullable Duration maxAge,
    @Nullable String remoteIp) {

  /** The configured scopes and the application's default policy. */
  public static final AuthenticationParameters DEFAULT =
      new AuthenticationParameters(null, null, false, null, null, null);

  public AuthenticationParameters {
    scope = FieldRules.stripped(scope);
    acrValues = FieldRules.stripped(acrValues);
    prompt = FieldRules.stripped(prompt);
  }

  /** A copy with these scopes. */
  public AuthenticationParameters withScope(@Nullable String scopes) {
    return new AuthenticationParameters(scopes, acrValues, requireAcr, prompt, maxAge, remoteIp);
  }

  /** A copy with these sign-on policies. */
  public AuthenticationParameters withAcrValues(@Nullable String policies) {
    return new AuthenticationParameters(scope, policies, requireAcr, prompt, maxAge, remoteIp);
  }

  /** A copy that requires one of its sign-on policies, or does not. */
  public AuthenticationParameters withRequireAcr(boolean required) {
    return new AuthenticationParameters(scope, acrValues, required, prompt, maxAge, remoteIp);
  }

  /** A copy with this prompt. */
  public AuthenticationParameters withPrompt(@Nullable String prompts) {
    return new AuthenticationParameters(scope, acrValues, requireAcr, prompts, maxAge, remoteIp);
  }

  /** A copy with this maximum age of the authentication. */
  public AuthenticationParameters withMaxAge(@Nullable Duration age) {
    return new AuthenticationParameters(scope, acrValues, requireAcr, prompt, age, remoteIp);
  }

  /** A copy with the end user's IP address. */
  public AuthenticationParameters withRemoteIp(@Nullable String address) {
    return new AuthenticationParameters(scope, acrValues, requireAcr, prompt, maxAge, address);
  }

  static AuthenticationParameters fromJson(JsonObject request) {
    return new AuthenticationParameters(
        JsonFields.optional(request, "scope"),
        JsonFields.optional(request, "acr_values"),
        JsonFields.flag(request, "require_acr"),
        JsonFields.optional(request, "prompt"),
        JsonFields.wholeSeconds(request, "max_age"),
        JsonFields.optional(request, "remote_ip"));
  }

  void validate() {
    FieldRules.checkList("scope", scope);
    FieldRules.checkList("acr_values", acrValues);
    FieldRules.checkList("prompt", prompt);
    FieldRules.checkAddress("remote_ip", remoteIp);
    if (maxAge != null
        && (maxAge.isNegative()
            || maxAge.getSeconds() > Integer.MAX_VALUE
            || maxAge.getNano() != 0)) {
      throw new MalformedRequestException(
          "max_age is not a whole number of seconds, expected 0 to " + Integer.MAX_VALUE);
    }
    if (requireAcr && acrValues == null) {
      throw new MalformedRequestException(
          "require_acr is true, but acr_values is missing, expected the values to require");
    }
  }

  void writeTo(JsonObject request) {
    JsonFields.put(request, "scope", scope);
    JsonFields.put(request, "acr_values", acrValues);
    if (requireAcr) {
      request.put("require_acr", true);
    }
    JsonFields.put(request, "prompt", prompt);
    if (maxAge != null) {
      request.put("max_age", maxAge.toSeconds());
    }
    JsonFields.put(request, "remote_ip", remoteIp);
  }

  @Override
  public String toString() {
    return "AuthenticationParameters[scope=" + scope + ", acrValues=" + acrValues + "]";
  }
}
