package dev.tokenflow.pingone.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The users' passwords. Five wrong ones in a row lock the account for a minute, as PingOne's
 * password policy does.
 */
final class Passwords {
  private static final int MAX_WRONG = 5;
  private static final int MIN_LENGTH = 8;
  private static final Duration LOCK = Duration.ofMinutes(1);

  private final Map<String, SandboxUser> users;
  private final Map<String, Integer> wrong = new HashMap<>();
  private final Map<String, Instant> lockedUntil = new HashMap<>();
  private final Map<String, String> changed = new HashMap<>();

  Passwords(Map<String, SandboxUser> users) {
    this.users = users;
  }

  /** Returns the user with this name and password; throws a {@link Refusal} that says why not. */
  SandboxUser check(String username, String password) {
    SandboxUser user = users.get(username);
    if (user == null) {
      throw wrong(0);
    }
    rejectIfLocked(username);
    if (!changed.getOrDefault(username, user.password()).equals(password)) {
      int times = wrong.merge(username, 1, Integer::sum);
      if (times >= MAX_WRONG) {
        wrong.remove(username);
        lockedUntil.put(username, Instant.now().plus(LOCK));
        rejectIfLocked(username);
      }
      throw wrong(times);
    }
    wrong.remove(username);
    if (user.policy() == SandboxUser.Policy.DISABLED) {
      throw invalid("USER_DISABLED");
    }
    return user;
  }

  /** Whether the user's password was changed since the sandbox started. */
  boolean isNew(String username) {
    return changed.containsKey(username);
  }

  /** Changes a password, given the current one. */
  void change(SandboxUser user, String current, String replacement) {
    if (!changed.getOrDefault(user.username(), user.password()).equals(current)) {
      throw invalid(
          new JsonObject()
              .put("code", "INVALID_VALUE")
              .put("target", "currentPassword")
              .put("message", "The current password is wrong."));
    }
    replace(user, replacement);
  }

  /** Sets a password, which must meet the password policy. */
  void replace(SandboxUser user, String replacement) {
    require(
        "newPassword",
        replacement,
        changed.getOrDefault(user.username(), user.password()).equals(replacement));
    changed.put(user.username(), replacement);
  }

  /**
   * Requires a password that meets the password policy.
   *
   * @param field where it was given
   * @param unchanged whether the user has it already
   */
  static void require(String field, String password, boolean unchanged) {
    if (password.length() < MIN_LENGTH || unchanged) {
      throw invalid(
          new JsonObject()
              .put("code", "INVALID_VALUE")
              .put("target", field)
              .put("message", "The new password does not meet the password policy.")
              .put(
                  "innerError",
                  new JsonObject()
                      .put(
                          "unsatisfiedRequirements",
                          new JsonArray().add(unchanged ? "history" : "length"))));
    }
  }

  private void rejectIfLocked(String username) {
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

  private static Refusal wrong(int times) {
    return invalid(
        new JsonObject()
            .put("code", "INVALID_VALUE")
            .put("target", "username")
            .put("message", "The provided password did not match.")
            .put("innerError", new JsonObject().put("failuresRemaining", MAX_WRONG - times)));
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
