package dev.tokenflow.pingone.sandbox;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The users' passwords: five wrong ones in a row lock an account for a while. */
final class Passwords {
  private static final int WRONG_UNTIL_LOCKED = 5;
  private static final Duration LOCK = Duration.ofMinutes(1);

  private final Map<String, SandboxUser> users;
  private final Map<String, Integer> wrong = new HashMap<>();
  private final Map<String, Instant> lockedUntil = new HashMap<>();

  Passwords(Map<String, SandboxUser> users) {
    this.users = users;
  }

  /** The user with this name and password, or a refusal that says why not. */
  SandboxUser check(String username, String password) {
    SandboxUser user = users.get(username);
    if (user == null) {
      throw invalid("INVALID_VALUE");
    }
    refuseWhileLocked(username);
    if (!user.password().equals(password)) {
      if (wrong.merge(username, 1, Integer::sum) >= WRONG_UNTIL_LOCKED) {
        wrong.remove(username);
        lockedUntil.put(username, Instant.now().plus(LOCK));
        refuseWhileLocked(username);
      }
      throw invalid("INVALID_VALUE");
    }
    wrong.remove(username);
    if (user.policy() == SandboxUser.Policy.DISABLED) {
      throw invalid("USER_DISABLED");
    }
    return user;
  }

  private void refuseWhileLocked(String username) {
    Instant until = lockedUntil.get(username);
    if (until == null) {
      return;
    }
    long seconds = Duration.between(Instant.now(), until).plusMillis(999).toSeconds();
    if (seconds <= 0) {
      lockedUntil.remove(username);
      return;
    }
    throw invalid(
        new JsonObject()
            .put("code", "PASSWORD_LOCKED_OUT")
            .put("target", "password")
            .put("message", "Too many wrong passwords.")
            .put("innerError", new JsonObject().put("secondsUntilUnlock", seconds)));
  }

  private static Refusal invalid(String code) {
    return invalid(
        new JsonObject()
            .put("code", code)
            .put("target", "password")
            .put("message", "The provided password did not match or the user cannot sign on."));
  }

  private static Refusal invalid(JsonObject detail) {
    return Refusal.platform(400, "INVALID_DATA", "Validation errors occurred.").with(detail);
  }
}
