package dev.tokenflow.pingone.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The issued tokens. Refresh tokens are rotated: if one is used a second time, either that use or
 * the first was by a thief, so it revokes every token of the same sign-on (RFC 9700 section
 * 4.14.2).
 */
final class TokenStore {
  private static final Duration REFRESH_LIFETIME = Duration.ofDays(30);

  private final SecureRandom random;
  private final Duration accessLifetime;
  private final Map<String, AccessToken> accessTokens = new HashMap<>();
  private final Map<String, RefreshToken> refreshTokens = new HashMap<>();

  TokenStore(SecureRandom random, Duration accessLifetime) {
    this.random = random;
    this.accessLifetime = accessLifetime;
  }

  /**
   * What tokens were issued for. All tokens of one sign-on share one instance.
   *
   * @param user the user who signed on, or null for the application itself
   * @param scope the granted scopes, or null
   * @param at when the user was authenticated
   * @param acr the sign-on policy, or null for the application itself
   * @param methods how the user was authenticated (RFC 8176)
   */
  record Grant(
      @Nullable SandboxUser user,
      @Nullable String scope,
      Instant at,
      @Nullable String acr,
      List<String> methods) {
    boolean has(String wanted) {
      return scopes().contains(wanted);
    }

    List<String> scopes() {
      return scope == null ? List.of() : List.of(scope.split(" "));
    }
  }

  /** An access token; {@code scope} may be narrower than the grant's. */
  record AccessToken(Grant grant, @Nullable String scope, Instant issuedAt, Instant expiresAt) {}

  static final class RefreshToken {
    private final Grant grant;
    private final Instant issuedAt = Instant.now();
    private boolean used;

    RefreshToken(Grant grant) {
      this.grant = grant;
    }

    Grant grant() {
      return grant;
    }

    Instant expiresAt() {
      return issuedAt.plus(REFRESH_LIFETIME);
    }
  }

  String issueAccess(Grant grant, @Nullable String scope) {
    String token = Crypto.randomValue(random);
    Instant now = Instant.now();
    accessTokens.put(token, new AccessToken(grant, scope, now, now.plus(accessLifetime)));
    return token;
  }

  String issueRefresh(Grant grant) {
    String token = Crypto.randomValue(random);
    refreshTokens.put(token, new RefreshToken(grant));
    return token;
  }

  long accessLifetimeSeconds() {
    return accessLifetime.toSeconds();
  }

  /** Looks up a valid access token; null if there is none. */
  @Nullable AccessToken accessToken(@Nullable String token) {
    AccessToken access = token == null ? null : accessTokens.get(token);
    return access == null || !Instant.now().isBefore(access.expiresAt) ? null : access;
  }

  /** Looks up an unused refresh token without using it; null if there is none. */
  @Nullable RefreshToken refreshToken(@Nullable String token) {
    RefreshToken refresh = token == null ? null : refreshTokens.get(token);
    return refresh == null || refresh.used ? null : refresh;
  }

  /** Uses up a refresh token and returns its grant. */
  Grant redeem(@Nullable String token) {
    RefreshToken refresh = token == null ? null : refreshTokens.get(token);
    if (refresh == null || Instant.now().isAfter(refresh.expiresAt())) {
      throw Refusal.invalidGrant("the refresh token is unknown, expired or revoked");
    }
    if (refresh.used) {
      revokeAllOf(refresh.grant);
      throw Refusal.invalidGrant("the refresh token was used before; its successors are revoked");
    }
    refresh.used = true;
    return refresh.grant;
  }

  /** Revoking a refresh token revokes every token of its sign-on (RFC 7009 section 2.1). */
  void revoke(String token) {
    accessTokens.remove(token);
    RefreshToken refresh = refreshTokens.get(token);
    if (refresh != null) {
      revokeAllOf(refresh.grant);
    }
  }

  void removeExpired() {
    Instant now = Instant.now();
    accessTokens.values().removeIf(access -> now.isAfter(access.expiresAt));
    refreshTokens.values().removeIf(refresh -> now.isAfter(refresh.expiresAt()));
  }

  /** Compares by identity: two sign-ons of one user may have equal grants. */
  @SuppressWarnings("ReferenceEquality")
  private void revokeAllOf(Grant grant) {
    accessTokens.values().removeIf(access -> access.grant == grant);
    refreshTokens.values().removeIf(refresh -> refresh.grant == grant);
  }
}
