package dev.tokenflow.pingone.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Authorization codes: single use, valid for one minute. */
final class Codes {
  private static final Duration LIFETIME = Duration.ofMinutes(1);

  private final SecureRandom random;
  private final Map<String, IssuedCode> codes = new HashMap<>();

  /** What a code was issued for. */
  record IssuedCode(
      Authorization authorization,
      SandboxUser user,
      Instant authenticatedAt,
      List<String> methods,
      Instant expiresAt) {}

  Codes(SecureRandom random) {
    this.random = random;
  }

  String issue(
      Authorization authorization,
      SandboxUser user,
      Instant authenticatedAt,
      List<String> methods) {
    String code = Crypto.randomValue(random);
    codes.put(
        code,
        new IssuedCode(
            authorization, user, authenticatedAt, methods, Instant.now().plus(LIFETIME)));
    return code;
  }

  /** Uses up a code and returns what it was issued for. */
  IssuedCode redeem(@Nullable String code) {
    IssuedCode issued = code == null ? null : codes.remove(code);
    if (issued == null || Instant.now().isAfter(issued.expiresAt)) {
      throw Refusal.invalidGrant("the code is unknown, expired or used");
    }
    return issued;
  }

  void removeExpired() {
    Instant now = Instant.now();
    codes.values().removeIf(issued -> now.isAfter(issued.expiresAt));
  }
}
