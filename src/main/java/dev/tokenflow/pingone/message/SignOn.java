package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Signs a user on: {@code {username, password, correlation_id?}} and the fields of {@link
 * AuthenticationParameters}.
 *
 * @param username the user name, as PingOne knows it
 * @param password the password; left out of {@link #toString()}
 * @param parameters what is asked of the authentication
 * @param correlationId an id for logs and support, or null to have one generated
 */
public record SignOn(
    String username,
    String password,
    AuthenticationParameters parameters,
    @Nullable String correlationId)
    implements RequestMessage {

  public SignOn {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(parameters, "parameters");
    correlationId = FieldRules.unlessBlank(correlationId);
  }

  /** A sign-on with the configured scopes and the application's default policy. */
  public static SignOn of(String username, String password) {
    return new SignOn(username, password, AuthenticationParameters.DEFAULT, null);
  }

  /** A copy with these scopes. */
  public SignOn withScope(@Nullable String scopes) {
    return withParameters(parameters.withScope(scopes));
  }

  /** A copy with these sign-on policies. */
  public SignOn withAcrValues(@Nullable String policies) {
    return withParameters(parameters.withAcrValues(policies));
  }

  /** A copy that asks this of the authentication. */
  public SignOn withParameters(AuthenticationParameters others) {
    return new SignOn(username, password, others, correlationId);
  }

  /** A copy with this correlation id. */
  public SignOn withCorrelationId(@Nullable String id) {
    return new SignOn(username, password, parameters, id);
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
            AuthenticationParameters.fromJson(request),
            JsonFields.optional(request, "correlation_id"));
    read.validate();
    return read;
  }

  @Override
  public void validate() {
    FieldRules.checkUsername(username);
    FieldRules.checkPassword(password);
    parameters.validate();
    FieldRules.checkCorrelationId(correlationId);
  }

  @Override
  public JsonObject toJson() {
    JsonObject request = new JsonObject().put("username", username).put("password", password);
    parameters.writeTo(request);
    JsonFields.put(request, "correlation_id", correlationId);
    return request;
  }

  @Override
  public String toString() {
    return "SignOn[username=" + username + ", correlationId=" + correlationId + "]";
  }
}
