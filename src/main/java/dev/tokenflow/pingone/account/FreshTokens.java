package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.message.Tokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tokens, and their age by a clock that nobody can set.
 *
 * @param requestedAt the {@link System#nanoTime()} of their request: they were not issued earlier
 */
record FreshTokens(Tokens tokens, long requestedAt) {

  Duration lifetime() {
    return tokens.expiresIn() == null ? RenewalSchedule.UNKNOWN_LIFETIME : tokens.expiresIn();
  }

  /** Whether callers may still get them. */
  boolean areValid(long now) {
    return now - requestedAt < RenewalSchedule.usableFor(lifetime()).toNanos();
  }

  /** Whether this is their access token. */
  boolean matches(@Nullable String accessToken) {
    return tokens.accessToken().equals(accessToken);
  }

  /** A caller's own copy, with the lifetime that is left at this time. */
  Tokens copyAt(long now) {
    return tokens.copyFor(
        tokens.expiresIn() == null
            ? null
            : Duration.ofSeconds(tokens.expiresIn().minusNanos(now - requestedAt).toSeconds()));
  }
}
