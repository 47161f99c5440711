package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a refresh token for new tokens (RFC 6749 section 6): {@code {refresh_token, scope?,
 * sub?, correlation_id?}}.
 *
 * @param refreshToken the refresh token; left out of {@link #toString()}
 * @param scope fewer scopes than were granted, separated by spaces, or null for all of them
 * @param subject the {@code sub} of the previous ID token, which a new one must have too (OpenID
 *     Connect Core 12.2), or null if it is not known
 * @param correlationId an id for logs and support, or null to have one generated
 */
public record Refresh(
    String refreshToken,
    @Nullable String scope,
    @Nullable String subject,
    @Nullable String correlationId)
    implements RequestMessage {

  public Refresh {
    Objects.requireNonNull(refreshToken, "refreshToken");
    scope = FieldRules.stripped(scope);
    correlationId = FieldRules.unlessBlank(correlationId);
  }

  /** A refresh for all granted scopes; the subject is not compared. */
  public static Refresh of(String refreshToken) {
    return new Refresh(refreshToken, null, null, null);
  }

  /**
   * A refresh of these tokens.
   *
   * @throws NullPointerException if there is no refresh token among them
   */
  public static Refresh of(Tokens tokens) {
    return new Refresh(
        Objects.requireNonNull(tokens.refreshToken(), "refreshToken"),
        null,
        tokens.subject(),
        null);
  }

  /** A copy with these scopes. */
  public Refresh withScope(@Nullable String scopes) {
    return new Refresh(refreshToken, scopes, subject, correlationId);
  }

  /** A copy with this correlation id. */
  public Refresh withCorrelationId(@Nullable String id) {
    return new Refresh(refreshToken, scope, subject, id);
  }

  /**
   * Reads a request; unknown fields are ignored.
   *
   * @throws MalformedRequestException naming the field
   */
  public static Refresh fromJson(@Nullable Object body) {
    JsonObject request = JsonFields.object(body, "refresh_token");
    Refresh read =
        new Refresh(
            JsonFields.required(request, "refresh_token"),
            JsonFields.optional(request, "scope"),
            JsonFields.optional(request, "sub"),
            JsonFields.optional(request, "correlation_id"));
    read.validate();
    return read;
  }

  @Override
  public void validate() {
    FieldRules.checkToken("refresh_token", refreshToken);
    FieldRules.checkList("scope", scope);
    FieldRules.checkNotBlank("sub", subject);
    FieldRules.checkCorrelationId(correlationId);
  }

  @Override
  public JsonObject toJson() {
    JsonObject request = new JsonObject().put("refresh_token", refreshToken);
    JsonFields.put(request, "scope", scope);
    JsonFields.put(request, "sub", subject);
    JsonFields.put(request, "correlation_id", correlationId);
    return request;
  }

  @Override
  public String toString() {
    return "Refresh[scope=" + scope + ", correlationId=" + correlationId + "]";
  }
}
