package dev.tokenflow.pingone.options;

/** How PingOne answers the authorization request. */
public enum ResponseMode {
  /** With the flow itself. */
  PI_FLOW("pi.flow"),
  /** With redirects that are read, never followed. */
  QUERY("query");

  private final String wireName;

  ResponseMode(String wireName) {
    this.wireName = wireName;
  }

  /** The value of {@code response_mode}. */
  public String wireName() {
    return wireName;
  }
}
