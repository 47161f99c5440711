package dev.tokenflow.pingone.options;

/** Whose limit {@code maxRate} is. */
public enum RateScope {
  /** That of each instance. */
  INSTANCE,
  /** That of all instances of an address together. */
  CLUSTER
}
