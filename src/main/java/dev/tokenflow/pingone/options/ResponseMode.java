package dev.tokenflow.pingone.options;

import java.util.Locale;

/** How PingOne answers the authorization request. */
public enum ResponseMode {
  /** With the flow itself. */
  PI_FLOW,
  /** With redirects, which are read and never followed. */
  QUERY;

  /** The value of {@code response_mode}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
