package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Begins a flow without credentials: {@code {login_hint?, login_hint_user?, correlation_id?}} and
 * the fields of {@link AuthenticationParameters}.
 *
 * @param loginHint whom PingOne may expect (OpenID Connect Core 3.1.2.1), or null
 * @param loginHintUser id or name of a user whom PingOne asks for no password, or null; what it
 *     asks for instead is the policy's decision, so the configuration must allow it ({@code
 *     loginHintUser}). Left out of {@link #toString()}
 * @param parameters what is asked of the authentication
 * @param correlationId an id for logs and support, or null to have one generated
 */
public record Authorize(
    @Nullable String loginHint,
    @Nullable String loginHintUser,
    AuthenticationParameters parameters,
    @Nullable String correlationId)
    implements RequestMessage {

  public Authorize {
    Objects.requireNonNull(parameters, "parameters");
    correlationId = FieldRules.unlessBlank(correlationId);
  }

  /** A flow with the configured scopes and the application's default policy. */
  public static Authorize create() {
    return new Authorize(null, null, AuthenticationParameters.DEFAULT, null);
  }

  /** A copy with a hint at the user. */
  public Authorize withLoginHint(@Nullable String hint) {
    return new Authorize(hint, loginHintUser, parameters, correlationId);
  }

  /** A copy for a user whom PingOne asks for no password. */
  public Authorize withLoginHintUser(@Nullable String user) {
    return new Authorize(loginHint, user, parameters, correlationId);
  }

  /** A copy that asks this of the authentication. */
  public Authorize withParameters(AuthenticationParameters others) {
    return new Authorize(loginHint, loginHintUser, others, correlationId);
  }

  /** A copy with this correlation id. */
  public Authorize withCorrelationId(@Nullable String id) {
    return new Authorize(loginHint, loginHintUser, parameters, id);
  }

  /**
   * Reads a request; unknown fields are ignored.
   *
   * @throws MalformedRequestException naming the field
   */
  public static Authorize fromJson(@Nullable Object body) {
    JsonObject request = JsonFields.object(body, "at most a login_hint");
    Authorize read =
        new Authorize(
            JsonFields.optional(request, "login_hint"),
            JsonFields.optional(request, "login_hint_user"),
            AuthenticationParameters.fromJson(request),
            JsonFields.optional(request, "correlation_id"));
    read.validate();
    return read;
  }

  @Override
  public void validate() {
    FieldRules.checkLoginHint("login_hint", loginHint);
    FieldRules.checkLoginHint("login_hint_user", loginHintUser);
    parameters.validate();
    FieldRules.checkCorrelationId(correlationId);
  }

  @Override
  public JsonObject toJson() {
    JsonObject request = new JsonObject();
    JsonFields.put(request, "login_hint", loginHint);
    JsonFields.put(request, "login_hint_user", loginHintUser);
    parameters.writeTo(request);
    JsonFields.put(request, "correlation_id", correlationId);
    return request;
  }

  @Override
  public String toString() {
    return "Authorize[correlationId=" + correlationId + "]";
  }
}
