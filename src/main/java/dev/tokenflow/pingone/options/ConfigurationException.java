package dev.tokenflow.pingone.options;

import java.util.List;

/** A configuration that cannot be used, with all its faults. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> faults;

  public ConfigurationException(List<String> faults) {
    super(message(faults), null, false, false);
    this.faults = List.copyOf(faults);
  }

  /** One line each, such as {@code maxInFlight: is "many", expected a whole number …}. */
  public List<String> faults() {
    return faults;
  }

  private static String message(List<String> faults) {
    return "the configuration has "
        + (faults.size() == 1 ? "a fault" : faults.size() + " faults")
        + ":\n  "
        + String.join("\n  ", faults);
  }
}
