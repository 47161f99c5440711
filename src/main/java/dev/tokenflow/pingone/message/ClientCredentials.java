package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Requests tokens for the application itself, without a user (RFC 6749 section 4.4): {@code
 * {scope?, correlation_id?}}.
 *
 * @param scope the scopes, separated by spaces, or null for PingOne's default
 * @param correlationId an id for logs and support, or null to have one generated
 */
public record ClientCredentials(@Nullable String scope, @Nullable String correlationId)
    implements RequestMessage {

  public ClientCredentials {
    scope = FieldRules.stripped(scope);
    correlationId = FieldRules.unlessBlank(correlationId);
  }

  /** Tokens with these scopes; null for PingOne's default. */
  public static ClientCredentials of(@Nullable String scope) {
    return new ClientCredentials(scope, null);
  }

  /** A copy with this correlation id. */
  public ClientCredentials withCorrelationId(@Nullable String id) {
    return new ClientCredentials(scope, id);
  }

  /**
   * Reads a request; unknown fields are ignored.
   *
   * @throws MalformedRequestException naming the field
   */
  public static ClientCredentials fromJson(@Nullable Object body) {
    JsonObject request = JsonFields.object(body, "at most a scope");
    ClientCredentials read =
        new ClientCredentials(
            JsonFields.optional(request, "scope"), JsonFields.optional(request, "correlation_id"));
    read.validate();
    return read;
  }

  @Override
  public void validate() {
    FieldRules.checkList("scope", scope);
    FieldRules.checkCorrelationId(correlationId);
  }

  @Override
  public JsonObject toJson() {
    JsonObject request = new JsonObject();
    JsonFields.put(request, "scope", scope);
    JsonFields.put(request, "correlation_id", correlationId);
    return request;
  }
}
