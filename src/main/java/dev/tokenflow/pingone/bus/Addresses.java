package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.client.Operation;

/**
 * The event bus addresses.
 *
 * @param prefix the configured {@code address}, {@code pingone} by default
 */
public record Addresses(String prefix) {

  /** Where an operation is requested. */
  public String of(Operation<?, ?> operation) {
    return prefix + "." + operation.name();
  }

  /** Where one instance continues the flows that it holds. */
  public String continueAt(String instance) {
    return of(Operation.CONTINUE) + "." + instance;
  }

  /** Whether an address is one at which this operation is requested. */
  boolean isOf(Operation<?, ?> operation, String address) {
    return operation.equals(Operation.CONTINUE)
        ? address.startsWith(continueAt("")) && address.length() > continueAt("").length()
        : address.equals(of(operation));
  }

  /** The instance that an address of {@link #continueAt} leads to. */
  String instanceAt(String continueAt) {
    return continueAt.substring(continueAt("").length());
  }

  /** Where an instance of a cluster takes requests that are sent to it by name. */
  public String instance(String instance) {
    return prefix + ".instance." + instance;
  }

  /** Where instances say that they are alive. */
  public String beats() {
    return prefix + ".instances";
  }

  /** Where tokens are published. */
  public String tokens() {
    return prefix + ".tokens";
  }

  /** Where failures are published. */
  public String failures() {
    return prefix + ".failures";
  }
}
