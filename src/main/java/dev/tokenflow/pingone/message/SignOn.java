package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Signs a user on: {@code {username, password, scope?, acr_values?, correlation_id?}}.
 *
 * @param username the user name, as PingOne knows it
 * @param password the password; left out of {@link #toString()}
 * @param scope the scopes, separated by spaces, or null for the configured ones
 * @param acrValues the sign-on policies to use (OpenID Connect Core 3.1.2.1), separated by spaces,
 *     or null for the application's default
 * @param correlationId an id for logs and support, or null to have one generated
 */
public record SignOn(
    String username,
    String password,
    @Nullable String scope,
    @Nullable String acrValues,
    @Nullable String correlationId)
    implements RequestMessage {

  public SignOn {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(password, "password");
    scope = FieldRules.stripped(scope);
    acrValues = FieldRules.stripped(acrValues);
    correlationId = FieldRules.unlessBlank(correlationId);
  }

  /** A sign-on with the configured scopes and the application's default policy. */
  public static SignOn of(String username, String password) {
    return new SignOn(username, password, null, null, null);
  }

  /** A copy with these scopes. */
  public SignOn withScope(@Nullable String scopes) {
    return new SignOn(username, password, scopes, acrValues, correlationId);
  }

  /** A copy with these sign-on policies. */
  public SignOn withAcrValues(@Nullable String policies) {
    return new SignOn(username, password, scope, policies, correlationId);
  }

  /** A copy with this correlation id. */
  public SignOn withCorrelationId(@Nullable String id) {
    return new SignOn(username, password, scope, acrValues, id);
  }

  /**
   * Reads a request; unknown fields are ignored.
   *
   * @throws MalformedRequestException naming the field
   */
  public static SignOn fromJson(@Nullable Object body) {
    JsonObject request = JsonFields.object(body, "username and password");
    SignOn read =
        new SignOn(
            JsonFields.required(request, "username"),
            JsonFields.required(request, "password"),
            JsonFields.optional(request, "scope"),
            JsonFields.optional(request, "acr_values"),
            JsonFields.optional(request, "correlation_id"));
    read.validate();
    return read;
  }

  @Override
  public void validate() {
    FieldRules.checkUsername(username);
    FieldRules.checkPassword(password);
    FieldRules.checkList("scope", scope);
    FieldRules.checkList("acr_values", acrValues);
    FieldRules.checkCorrelationId(correlationId);
  }

  @Override
  public JsonObject toJson() {
    JsonObject request = new JsonObject().put("username", username).put("password", password);
    JsonFields.put(request, "scope", scope);
    JsonFields.put(request, "acr_values", acrValues);
    JsonFields.put(request, "correlation_id", correlationId);
    return request;
  }

  @Override
  public String toString() {
    return "SignOn[username=" + username + ", correlationId=" + correlationId + "]";
  }
}
