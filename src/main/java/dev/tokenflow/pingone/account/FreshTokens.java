package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.message.Tokens;
import java.time.Duration;

/**
 * Tokens and their age by a clock that nobody sets.
 *
 * @param tokens the tokens
 * @param requestedAt when they were asked for, as {@link System#nanoTime()} tells it: they cannot
 *     have been issued before
 */
record FreshTokens(Tokens tokens, long requestedAt) {

  Duration lifetime() {
    return tokens.expiresIn() == null ? RenewalSchedule.UNKNOWN_LIFETIME : tokens.expiresIn();
  }

  /** Whether they may be handed out. */
  boolean areGood(long now) {
    return now - requestedAt < RenewalSchedule.handedOutFor(lifetime()).toNanos();
  }

  /** Whether this access token is theirs. */
  boolean have(String accessToken) {
    return tokens.accessToken().equals(accessToken);
  }

  /** As they are at this moment: what is left of their lifetime, and claims of the receiver's. */
  Tokens handedOut(long now) {
    return tokens.copyFor(
        tokens.expiresIn() == null
            ? null
            : Duration.ofSeconds(tokens.expiresIn().minusNanos(now - requestedAt).toSeconds()));
  }

  @Override
  public String toString() {
    return "FreshTokens[" + tokens + "]";
  }
}
