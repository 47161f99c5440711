package dev.tokenflow.pingone.presence;

/** An instance missed three beats while its reply was awaited: it may have begun, or not. */
public final class InstanceMissedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InstanceMissedException() {
    super("the instance missed three beats", null, false, false);
  }
}
