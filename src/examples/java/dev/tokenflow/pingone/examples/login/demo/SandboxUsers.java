package dev.tokenflow.pingone.examples.login.demo;

import dev.tokenflow.pingone.sandbox.SandboxUser;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sandbox's users, and what each of them meets. */
final class SandboxUsers {
  static final String PASSWORD = "wonderland";

  private SandboxUsers() {}

  /** By user name, what happens after the password. */
  static Map<String, String> descriptions() {
    Map<String, String> users = new LinkedHashMap<>();
    users.put("alice", "needs a password only");
    users.put("one-time-passcode", "a code, or another device");
    users.put("device-selection", "the choice of a device");
    users.put("push", "a request on the phone, confirmed after two seconds");
    users.put("push-times-out", "a request that is not confirmed the first time");
    users.put("push-denied", "a request that is refused");
    users.put("security-key", "a passkey as second factor");
    users.put("password-expired", "a new password of 8 characters");
    users.put("password-to-change", "a new password of 8 characters");
    users.put("verification", "a code by mail");
    users.put("profile", "a nickname");
    users.put("agreement", "an agreement");
    users.put("three-steps", "a new password, a code and an agreement");
    users.put("account-confirmation", "a confirmation");
    users.put("external-identity-provider", "another identity provider");
    users.put("no-device", "no second factor, so no sign-on");
    users.put("disabled", "a disabled account");
    return users;
  }

  static Map<String, SandboxUser> all() {
    Map<String, SandboxUser> users = new LinkedHashMap<>(SandboxUser.ofEveryPolicy());
    users.put("alice", SandboxUser.of("alice", PASSWORD));
    return users;
  }
}
