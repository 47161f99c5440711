package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.Continuation;
import dev.tokenflow.pingone.acquisition.FlowAction;
import io.vertx.core.json.JsonObject;

/** A flow's next step as JSON: {@code {flow, action?, input?}}. */
public final class ContinuationMessage {
  private ContinuationMessage() {}

  /** The message that carries a flow on. */
  public static JsonObject encode(Continuation continuation) {
    JsonObject message = new JsonObject().put("flow", continuation.flow());
    FlowAction action = continuation.action();
    if (action != null) {
      message.put("action", action.name());
      Fields.put(message, "input", action.input());
    }
    return message;
  }

  /**
   * The step that a message asks for; fields that are not known are left alone.
   *
   * @throws dev.tokenflow.pingone.acquisition.PingOneException {@code invalid_request}, which names
   *     the field
   */
  public static Continuation decode(Object body) {
    JsonObject message = RequestFields.object(body, "flow");
    return new Continuation(RequestFields.required(message, "flow"), null, action(message));
  }

  private static FlowAction action(JsonObject message) {
    String name = RequestFields.optional(message, "action");
    Object input = message.getValue("input");
    if (input != null && !(input instanceof JsonObject)) {
      throw RequestFields.invalid("input is not a JSON object, expected what the action takes");
    }
    if (name == null) {
      if (input != null) {
        throw RequestFields.invalid("action is missing, expected the one that input is for");
      }
      return null;
    }
    if (!FlowAction.isName(name)) {
      throw RequestFields.invalid(
          "action is not the name of an action, expected one of the outcome's actions");
    }
    return new FlowAction(name, (JsonObject) input);
  }
}
