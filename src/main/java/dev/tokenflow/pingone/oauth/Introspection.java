package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.IssuedToken;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What the server knows of a token (RFC 7662).
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class Introspection {
  private final AuthenticatedEndpoint endpoint;

  public Introspection(AuthenticatedEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Introspects a token.
   *
   * @return the introspection response, {@code {"active":false}} for a token that is not good;
   *     fails with {@code StepException}: the server's refusal by its code, {@code
   *     invalid_response}, {@code unavailable}, {@code rate_limited} or {@code timeout}
   */
  public Future<JsonObject> introspect(IssuedToken token, Deadline deadline) {
    return endpoint
        .send(RequestKind.INTROSPECT, request(token), List.of(token.value()), deadline)
        .map(Introspection::judge);
  }

  /** The parameters of RFC 7662 section 2.1, which are those of RFC 7009 section 2.1 too. */
  static Form request(IssuedToken token) {
    return new Form().with("token", token.value()).with("token_type_hint", token.typeHint());
  }

  static JsonObject judge(Response response) {
    if (response.status() != 200) {
      throw new StepException(OAuthError.refusal(response, "the introspection endpoint"));
    }
    JsonObject introspection = response.jsonObject();
    if (!(introspection.getValue("active") instanceof Boolean)) {
      throw response.invalid("the introspection response has no active, expected true or false");
    }
    return introspection;
  }
}
