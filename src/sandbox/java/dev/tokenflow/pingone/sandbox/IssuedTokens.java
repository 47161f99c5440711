package dev.tokenflow.pingone.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokens that are good. Refresh tokens are good once: one that comes again was stolen, or was
 * used by a thief before, and ends all that came of the same sign-on (RFC 9700 section 4.14.2).
 */
final class IssuedTokens {
  private static final Duration REFRESH_LIFETIME = Duration.ofDays(30);

  private final SecureRandom random;
  private final Duration accessLifetime;
  private final Map<String, Access> accessTokens = new HashMap<>();
  private final Map<String, Refresh> refreshTokens = new HashMap<>();

  IssuedTokens(SecureRandom random, Duration accessLifetime) {
    this.random = random;
    this.accessLifetime = accessLifetime;
  }

  /**
   * What tokens were issued for; all that come of one sign-on share it.
   *
   * @param user who signed on, or null for the application itself
   * @param scope the scopes granted, or null
   * @param at when the user signed on
   */
  record Grant(SandboxUser user, String scope, Instant at) {
    boolean has(String wanted) {
      return scopes().contains(wanted);
    }

    List<String> scopes() {
      return scope == null ? List.of() : List.of(scope.split(" "));
    }
  }

  /** An access token; {@code scope} may be less than the grant's. */
  record Access(Grant grant, String scope, Instant issuedAt, Instant expiresAt) {}

  private static final class Refresh {
    private final Grant grant;
    private final Instant issuedAt = Instant.now();
    private boolean used;

    Refresh(Grant grant) {
      this.grant = grant;
    }

    private Instant expiresAt() {
      return issuedAt.plus(REFRESH_LIFETIME);
    }
  }

  String issueAccess(Grant grant, String scope) {
    String token = Compact.random(random);
    Instant now = Instant.now();
    accessTokens.put(token, new Access(grant, scope, now, now.plus(accessLifetime)));
    return token;
  }

  String issueRefresh(Grant grant) {
    String token = Compact.random(random);
    refreshTokens.put(token, new Refresh(grant));
    return token;
  }

  long accessLifetimeSeconds() {
    return accessLifetime.toSeconds();
  }

  /** What an access token stands for, or null for one that is not good. */
  Access access(String token) {
    Access access = token == null ? null : accessTokens.get(token);
    return access == null || !Instant.now().isBefore(access.expiresAt) ? null : access;
  }

  /** What a refresh token stands for, or null for one that is not good; it stays good. */
  Grant refreshable(String token) {
    Refresh refresh = token == null ? null : refreshTokens.get(token);
    return refresh == null || refresh.used ? null : refresh.grant;
  }

  /** The end of a refresh token's life in seconds since the epoch. */
  long refreshExpiry(String token) {
    return refreshTokens.get(token).expiresAt().getEpochSecond();
  }

  /** What a refresh token stands for, once. */
  Grant redeem(String token) {
    Refresh refresh = token == null ? null : refreshTokens.get(token);
    if (refresh == null || Instant.now().isAfter(refresh.expiresAt())) {
      throw Refusal.invalidGrant("the refresh token is unknown, expired or revoked");
    }
    if (refresh.used) {
      revokeAllOf(refresh.grant);
      throw Refusal.invalidGrant("the refresh token was used before, its successors are revoked");
    }
    refresh.used = true;
    return refresh.grant;
  }

  /** A refresh token takes along all that came of its sign-on (RFC 7009 section 2.1). */
  void revoke(String token) {
    accessTokens.remove(token);
    Refresh refresh = refreshTokens.get(token);
    if (refresh != null) {
      revokeAllOf(refresh.grant);
    }
  }

  void forgetExpired() {
    Instant now = Instant.now();
    accessTokens.values().removeIf(access -> now.isAfter(access.expiresAt));
    refreshTokens.values().removeIf(refresh -> now.isAfter(refresh.expiresAt()));
  }

  /** The same grant, not an equal one: a user may have signed on twice. */
  @SuppressWarnings("ReferenceEquality")
  private void revokeAllOf(Grant grant) {
    accessTokens.values().removeIf(access -> access.grant == grant);
    refreshTokens.values().removeIf(refresh -> refresh.grant == grant);
  }
}
