package dev.tokenflow.pingone.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The users' passwords, which they may change; five wrong ones in a row lock an account for a
 * while.
 */
final class Passwords {
  private static final int WRONG_UNTIL_LOCKED = 5;
  private static final int LEAST_LENGTH = 8;
  private static final Duration LOCK = Duration.ofMinutes(1);

  private final Map<String, SandboxUser> users;
  private final Map<String, Integer> wrong = new HashMap<>();
  private final Map<String, Instant> lockedUntil = new HashMap<>();
  private final Map<String, String> changed = new HashMap<>();

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
    if (!changed.getOrDefault(username, user.password()).equals(password)) {
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

  /** Whether the user has changed the password here. */
  boolean isNew(String username) {
    return changed.containsKey(username);
  }

  /** Puts another password in the place of the current one. */
  void change(SandboxUser user, String current, String fresh) {
    if (!changed.getOrDefault(user.username(), user.password()).equals(current)) {
      throw invalid(
          new JsonObject()
              .put("code", "INVALID_VALUE")
              .put("target", "currentPassword")
              .put("message", "The current password is not the right one."));
    }
    replace(user, fresh);
  }

  /** Sets another password, which has to fulfil the password policy. */
  void replace(SandboxUser user, String fresh) {
    boolean asBefore = changed.getOrDefault(user.username(), user.password()).equals(fresh);
    if (fresh.length() < LEAST_LENGTH || asBefore) {
      throw invalid(
          new JsonObject()
              .put("code", "INVALID_VALUE")
              .put("target", "newPassword")
              .put("message", "The new password does not fulfil the password policy.")
              .put(
                  "innerError",
                  new JsonObject()
                      .put(
                          "unsatisfiedRequirements",
                          new JsonArray().add(asBefore ? "history" : "length"))));
    }
    changed.put(user.username(), fresh);
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
