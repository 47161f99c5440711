package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.message.Tokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tokens, and their age by both clocks: after the machine was suspended, one of them is behind.
 *
 * @param requestedAt the moment of their request: they were not issued earlier
 */
record FreshTokens(Tokens tokens, Moment requestedAt) {

  Duration lifetime() {
    return tokens.expiresIn() == null ? RenewalSchedule.UNKNOWN_LIFETIME : tokens.expiresIn();
  }

  /** How long they are still valid, in seconds. */
  double expiresInSeconds(Moment now) {
    return Math.max(0, lifetime().minus(now.since(requestedAt)).toMillis() / 1e3);
  }

  /** Whether callers may still get them. */
  boolean areValid(Moment now) {
    return now.since(requestedAt).compareTo(RenewalSchedule.usableFor(lifetime())) < 0;
  }

  /** Whether this is their access token. */
  boolean matches(@Nullable String accessToken) {
    return tokens.accessToken().equals(accessToken);
  }

  /** A caller's own copy, with the lifetime that is left at this time. */
  Tokens copyAt(Moment now) {
    return tokens.copyFor(
        tokens.expiresIn() == null
            ? null
            : Duration.ofSeconds(tokens.expiresIn().minus(now.since(requestedAt)).toSeconds()));
  }
}
