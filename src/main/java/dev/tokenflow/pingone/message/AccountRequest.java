package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Requests the current tokens of a configured account: {@code {account, refused_token?,
 * correlation_id?}}.
 *
 * @param account the account's name
 * @param refusedToken an access token of the account that an API refused although it has not
 *     expired, so that it is replaced; else null. Left out of {@link #toString()}
 * @param correlationId an id for logs and support, or null to have one generated
 */
public record AccountRequest(
    String account, @Nullable String refusedToken, @Nullable String correlationId)
    implements RequestMessage {

  public AccountRequest {
    Objects.requireNonNull(account, "account");
    refusedToken = FieldRules.unlessBlank(refusedToken);
    correlationId = FieldRules.unlessBlank(correlationId);
  }

  /** A request for the current tokens. */
  public static AccountRequest of(String account) {
    return new AccountRequest(account, null, null);
  }

  /** A copy that reports this access token as refused. */
  public AccountRequest withRefusedToken(@Nullable String accessToken) {
    return new AccountRequest(account, accessToken, correlationId);
  }

  /** A copy with this correlation id. */
  public AccountRequest withCorrelationId(@Nullable String id) {
    return new AccountRequest(account, refusedToken, id);
  }

  /**
   * Reads a request; unknown fields are ignored.
   *
   * @throws MalformedRequestException naming the field
   */
  public static AccountRequest fromJson(@Nullable Object body) {
    JsonObject request = JsonFields.object(body, "account");
    AccountRequest read =
        new AccountRequest(
            JsonFields.required(request, "account"),
            JsonFields.optional(request, "refused_token"),
            JsonFields.optional(request, "correlation_id"));
    read.validate();
    return read;
  }

  @Override
  public void validate() {
    FieldRules.checkNotBlank("account", account);
    FieldRules.checkToken("refused_token", refusedToken);
    FieldRules.checkCorrelationId(correlationId);
  }

  @Override
  public JsonObject toJson() {
    JsonObject request = new JsonObject().put("account", account);
    JsonFields.put(request, "refused_token", refusedToken);
    JsonFields.put(request, "correlation_id", correlationId);
    return request;
  }

  @Override
  public String toString() {
    return "AccountRequest[account=" + account + ", correlationId=" + correlationId + "]";
  }
}
