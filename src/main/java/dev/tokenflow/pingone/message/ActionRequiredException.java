package dev.tokenflow.pingone.message;

/**
 * PingOne requires another step where only a signed-on user counts as success, as for an
 * authentication provider. The step itself is in {@link #required()}; the message has no handle.
 *
 * <p>It has no stack trace, for the reasons of {@link PingOneException}.
 */
public final class ActionRequiredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ActionRequired required;

  public ActionRequiredException(ActionRequired required) {
    super("PingOne requires another step: " + required.status(), null, false, false);
    this.required = required;
  }

  /** The step with which the flow continues. */
  public ActionRequired required() {
    return required;
  }
}
