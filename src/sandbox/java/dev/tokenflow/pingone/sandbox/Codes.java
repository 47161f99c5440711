package dev.tokenflow.pingone.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Authorization codes: good once, and for a minute. */
final class Codes {
  private static final Duration LIFETIME = Duration.ofMinutes(1);

  private final SecureRandom random;
  private final Map<String, Grant> grants = new HashMap<>();

  /** What a code stands for. */
  record Grant(Authorization authorization, SandboxUser user, Instant expiresAt) {}

  Codes(SecureRandom random) {
    this.random = random;
  }

  String issue(Authorization authorization, SandboxUser user) {
    String code = Compact.random(random);
    grants.put(code, new Grant(authorization, user, Instant.now().plus(LIFETIME)));
    return code;
  }

  /** What the code stands for, once. */
  Grant redeem(String code) {
    Grant grant = code == null ? null : grants.remove(code);
    if (grant == null || Instant.now().isAfter(grant.expiresAt)) {
      throw Refusal.invalidGrant("the code is unknown, expired or used");
    }
    return grant;
  }

  void forgetExpired() {
    Instant now = Instant.now();
    grants.values().removeIf(grant -> now.isAfter(grant.expiresAt));
  }
}
