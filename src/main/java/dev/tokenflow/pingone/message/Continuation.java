package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The next step of an open flow: {@code {flow, action?, input?}}.
 *
 * @param flow the handle from the outcome or failure; left out of {@link #toString()}
 * @param continueAt the event bus address that came with the handle; null if the client of this
 *     process holds the flow itself
 * @param action the action to submit, or null to look at the flow again, which at {@code
 *     PUSH_CONFIRMATION_REQUIRED} waits for the user
 */
public record Continuation(String flow, @Nullable String continueAt, @Nullable FlowAction action)
    implements RequestMessage {

  public Continuation {
    Objects.requireNonNull(flow, "flow");
  }

  /** Null: a flow keeps the correlation id of the request that began it. */
  @Override
  public @Nullable String correlationId() {
    return null;
  }

  /**
   * Reads a request; unknown fields are ignored.
   *
   * @throws MalformedRequestException naming the field
   */
  public static Continuation fromJson(@Nullable Object body) {
    JsonObject request = JsonFields.object(body, "flow");
    Continuation read =
        new Continuation(JsonFields.required(request, "flow"), null, action(request));
    read.validate();
    return read;
  }

  private static @Nullable FlowAction action(JsonObject request) {
    String name = JsonFields.optional(request, "action");
    Object input = request.getValue("input");
    if (input != null && !(input instanceof JsonObject)) {
      throw new MalformedRequestException(
          "input is not a JSON object, expected the input of the action");
    }
    if (name == null) {
      if (input != null) {
        throw new MalformedRequestException("action is missing, expected the action for input");
      }
      return null;
    }
    if (!FlowAction.isName(name)) {
      throw new MalformedRequestException(
          "action is not the name of an action, expected one of the outcome's actions");
    }
    return new FlowAction(name, (JsonObject) input);
  }

  @Override
  public void validate() {
    FieldRules.checkNotBlank("flow", flow);
    if (action != null && action.input() != null) {
      InputRules.check(action.input());
    }
  }

  @Override
  public JsonObject toJson() {
    JsonObject request = new JsonObject().put("flow", flow);
    if (action != null) {
      request.put("action", action.name());
      JsonFields.put(request, "input", action.input());
    }
    return request;
  }

  @Override
  public String toString() {
    return "Continuation[" + (action == null ? "look again" : action) + "]";
  }
}
