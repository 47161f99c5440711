package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ends a user's PingOne session: {@code {id_token_hint, correlation_id?}}. The user's tokens stay
 * valid.
 *
 * @param idTokenHint an ID token of that user, which may have expired; left out of {@link
 *     #toString()}
 * @param correlationId an id for logs and support, or null to have one generated
 */
public record SignOff(String idTokenHint, @Nullable String correlationId)
    implements RequestMessage {

  public SignOff {
    Objects.requireNonNull(idTokenHint, "idTokenHint");
    correlationId = FieldRules.unlessBlank(correlationId);
  }

  /** A sign-off of the user to whom this ID token was issued. */
  public static SignOff of(String idToken) {
    return new SignOff(idToken, null);
  }

  /**
   * A sign-off of the user to whom these tokens were issued.
   *
   * @throws NullPointerException if there is no ID token among them
   */
  public static SignOff of(Tokens tokens) {
    return of(Objects.requireNonNull(tokens.idToken(), "idToken"));
  }

  /** A copy with this correlation id. */
  public SignOff withCorrelationId(@Nullable String id) {
    return new SignOff(idTokenHint, id);
  }

  /**
   * Reads a request; unknown fields are ignored.
   *
   * @throws MalformedRequestException naming the field
   */
  public static SignOff fromJson(@Nullable Object body) {
    JsonObject request = JsonFields.object(body, "id_token_hint");
    SignOff read =
        new SignOff(
            JsonFields.required(request, "id_token_hint"),
            JsonFields.optional(request, "correlation_id"));
    read.validate();
    return read;
  }

  @Override
  public void validate() {
    FieldRules.checkIdTokenHint(idTokenHint);
    FieldRules.checkCorrelationId(correlationId);
  }

  @Override
  public JsonObject toJson() {
    JsonObject request = new JsonObject().put("id_token_hint", idTokenHint);
    JsonFields.put(request, "correlation_id", correlationId);
    return request;
  }

  @Override
  public String toString() {
    return "SignOff[correlationId=" + correlationId + "]";
  }
}
