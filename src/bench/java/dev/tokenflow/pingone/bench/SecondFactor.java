package dev.tokenflow.pingone.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * Users of whom the stand-in wants a one-time passcode after their password. There are many, since
 * the client lets one user name hold a hundredth of its waiting flows only.
 */
final class SecondFactor {
  static final String PASSCODE = "246810";

  private static final String PREFIX = "factor-";
  private static final int USERS = 16_384;

  private int next;

  /** The name of the next user. */
  String user() {
    next = (next + 1) % USERS;
    return PREFIX + next;
  }

  /** Whether a request to the flow is the password of such a user. */
  static boolean isWantedAfter(Buffer credentials) {
    return credentials.toString().contains("\"username\":\"" + PREFIX);
  }

  /** The input of the action that submits the passcode. */
  static JsonObject input() {
    return new JsonObject().put("otp", PASSCODE);
  }
}
