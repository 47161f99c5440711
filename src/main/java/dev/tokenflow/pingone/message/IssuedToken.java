package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token to introspect (RFC 7662) or to revoke (RFC 7009): {@code {token, token_type_hint?,
 * correlation_id?}}.
 *
 * @param value the token; left out of {@link #toString()}
 * @param typeHint {@code access_token} or {@code refresh_token}, which helps PingOne to find it, or
 *     null
 * @param correlationId an id for logs and support, or null to have one generated
 */
public record IssuedToken(String value, @Nullable String typeHint, @Nullable String correlationId)
    implements RequestMessage {

  public IssuedToken {
    Objects.requireNonNull(value, "value");
    typeHint = FieldRules.stripped(typeHint);
    correlationId = FieldRules.unlessBlank(correlationId);
  }

  /** A token of unspecified type. */
  public static IssuedToken of(String value) {
    return new IssuedToken(value, null, null);
  }

  /** A copy with a hint at the token's type. */
  public IssuedToken withTypeHint(@Nullable String hint) {
    return new IssuedToken(value, hint, correlationId);
  }

  /** A copy with this correlation id. */
  public IssuedToken withCorrelationId(@Nullable String id) {
    return new IssuedToken(value, typeHint, id);
  }

  /**
   * Reads a request; unknown fields are ignored.
   *
   * @throws MalformedRequestException naming the field
   */
  public static IssuedToken fromJson(@Nullable Object body) {
    JsonObject request = JsonFields.object(body, "token");
    IssuedToken read =
        new IssuedToken(
            JsonFields.required(request, "token"),
            JsonFields.optional(request, "token_type_hint"),
            JsonFields.optional(request, "correlation_id"));
    read.validate();
    return read;
  }

  @Override
  public void validate() {
    FieldRules.checkToken("token", value);
    FieldRules.checkToken("token_type_hint", typeHint);
    FieldRules.checkCorrelationId(correlationId);
  }

  @Override
  public JsonObject toJson() {
    JsonObject request = new JsonObject().put("token", value);
    JsonFields.put(request, "token_type_hint", typeHint);
    JsonFields.put(request, "correlation_id", correlationId);
    return request;
  }

  @Override
  public String toString() {
    return "IssuedToken[typeHint=" + typeHint + ", correlationId=" + correlationId + "]";
  }
}
