package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.message.FlowAction;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** An action, submitted to a flow: one way for all of them, known or not. */
final class ActionRequest {
  private static final String MEDIA_TYPE = "application/vnd.pingidentity.";

  private ActionRequest() {}

  /**
   * @param target where the flow takes the action
   */
  static Request of(String target, FlowAction action, Cookies cookies) {
    String mediaType = MEDIA_TYPE + action.name();
    if (action.input() == null) {
      return Request.post(target, mediaType, "", cookies, List.of());
    }
    List<String> secrets = new ArrayList<>();
    collect(action.input(), secrets);
    return Request.post(target, mediaType + "+json", action.input().encode(), cookies, secrets);
  }

  /**
   * Every value but the user name, since any may be a password or a code; each also as it stands in
   * the body, which an error may quote.
   */
  private static void collect(Object value, List<String> secrets) {
    if (value instanceof JsonObject object) {
      object.forEach(
          field -> {
            if (!field.getKey().equals("username")) {
              collect(field.getValue(), secrets);
            }
          });
    } else if (value instanceof JsonArray array) {
      array.forEach(item -> collect(item, secrets));
    } else if (value instanceof String text) {
      String quoted = Json.encode(text);
      secrets.add(text);
      secrets.add(quoted.substring(1, quoted.length() - 1));
    } else if (value instanceof Number number) {
      secrets.add(number.toString());
    }
  }
}
