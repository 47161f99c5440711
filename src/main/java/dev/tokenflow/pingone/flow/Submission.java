package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Step 2: an action, submitted to a flow. User name and password are actions too; all others are
 * the caller's choice, and this client need not know them.
 *
 * @param kind the row of the resend table: {@code CREDENTIALS} or {@code ACTION}
 * @param action the action with its input
 */
record Submission(RequestKind kind, FlowAction action) {
  private static final String MEDIA_TYPE = "application/vnd.pingidentity.";

  /** The user name alone, which some policies ask for first. */
  static Submission username(String username) {
    return new Submission(RequestKind.CREDENTIALS, FlowAction.lookUpUser(username));
  }

  static Submission credentials(String username, String password) {
    return new Submission(
        RequestKind.CREDENTIALS, FlowAction.checkUsernamePassword(username, password));
  }

  static Submission action(FlowAction action) {
    return new Submission(RequestKind.ACTION, action);
  }

  /** An action without input sends an empty object, as PingOne's own samples do. */
  Request request(OpenFlow flow, FlowTargets targets) {
    return Request.post(
        targets.flow(flow.resource().id()),
        MEDIA_TYPE + action.name() + "+json",
        input().encode(),
        flow.cookies(),
        flow.sentWith(secrets()));
  }

  /** What the request sends and no error may show. */
  List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    collectSecrets(input(), secrets);
    return secrets;
  }

  private JsonObject input() {
    return action.input() == null ? new JsonObject() : action.input();
  }

  /**
   * Parses the flow after the submission.
   *
   * @throws StepException PingOne's error; {@code invalid_credentials} if PingOne asks again for
   *     the credentials that were submitted
   */
  OpenFlow parseResponse(Response response, OpenFlow before) {
    OpenFlow after =
        OpenFlow.parse(response, before.signOn(), before.resource().id(), action.name());
    if (kind == RequestKind.CREDENTIALS && !movesOn(before.resource(), after.resource())) {
      FlowError error = after.resource().error();
      throw new StepException(
          error == null
              ? response.failure(
                  ErrorCode.INVALID_CREDENTIALS, "PingOne asks for the credentials again")
              : FlowError.failure(response, error, ErrorCode.INVALID_CREDENTIALS));
    }
    return after;
  }

  /**
   * Whether the flow moved on, so that the submission was accepted. After a password every status
   * that does not ask for one is progress, even if its links still offer the check.
   */
  boolean movesOn(FlowResource before, FlowResource after) {
    boolean sameStatus = after.status().equals(before.status());
    if (kind == RequestKind.ACTION) {
      return !sameStatus;
    }
    return action.name().equals("user.lookup")
        ? FlowStatus.of(after) != FlowStatus.USERNAME_REQUIRED
        : !sameStatus && !FlowStatus.asksForPassword(after);
  }

  /** Collects every value except the user name, since any may be a password or a code. */
  private static void collectSecrets(Object value, List<String> secrets) {
    if (value instanceof JsonObject object) {
      object.forEach(
          field -> {
            if (!field.getKey().equals("username")) {
              collectSecrets(field.getValue(), secrets);
            }
          });
    } else if (value instanceof JsonArray array) {
      array.forEach(item -> collectSecrets(item, secrets));
    } else if (value instanceof String text) {
      secrets.add(text);
    } else if (value instanceof Number number) {
      secrets.add(number.toString());
    }
  }

  @Override
  public String toString() {
    return "Submission[" + action + "]";
  }
}
