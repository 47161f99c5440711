package dev.tokenflow.pingone.bench;

/** A server's rate limit: a bucket of a second's permits. */
final class TokenBucket {
  private double perSecond;
  private double permits;
  private long refilledAt = System.nanoTime();
  private long accepted;
  private long refused;

  TokenBucket(double perSecond) {
    this.perSecond = perSecond;
    this.permits = perSecond;
  }

  /** Whether a request is accepted, which is counted. */
  boolean accepts() {
    long now = System.nanoTime();
    permits = Math.min(perSecond, permits + (now - refilledAt) / 1e9 * perSecond);
    refilledAt = now;
    if (permits < 1) {
      refused++;
      return false;
    }
    permits--;
    accepted++;
    return true;
  }

  void change(double limit) {
    perSecond = limit;
  }

  /** What was accepted and refused so far, as {@code accepted/refused}. */
  String counts() {
    return accepted + "/" + refused;
  }
}
