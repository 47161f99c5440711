package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A user of the sandbox.
 *
 * @param username the user name
 * @param password the password; never shown by {@link #toString()}
 * @param policy what signing on takes
 */
public record SandboxUser(String username, String password, Policy policy) {

  /** What signing on takes, or why it never succeeds. */
  public enum Policy {
    /** The password alone. */
    PASSWORD,
    /** The password and then a one-time passcode. */
    ONE_TIME_PASSCODE,
    /** A browser at another identity provider. */
    EXTERNAL_IDENTITY_PROVIDER,
    /** The account is disabled. */
    DISABLED,
    /** The flow fails after the right password. */
    FAILS
  }

  /** A user whose password is enough. */
  public static SandboxUser of(String username, String password) {
    return new SandboxUser(username, password, Policy.PASSWORD);
  }

  /** So many users, {@code user-1} with {@code password-1} and so on. */
  public static Map<String, SandboxUser> numbered(int count) {
    Map<String, SandboxUser> users = new LinkedHashMap<>();
    for (int number = 1; number <= count; number++) {
      SandboxUser user = of("user-" + number, "password-" + number);
      users.put(user.username(), user);
    }
    return users;
  }

  /** The user's id, which is the {@code sub} of the ID tokens; the same in every sandbox. */
  public String subject() {
    return UUID.nameUUIDFromBytes(username.getBytes(UTF_8)).toString();
  }

  @Override
  public String toString() {
    return "SandboxUser[" + username + ", " + policy + "]";
  }
}
