package dev.tokenflow.pingone.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.message.TokenEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperationTest {

  @Test
  void tableHasTheAddressesAndEventsOfTheContract() {
    assertEquals(
        List.of(
            "sign-on ISSUED",
            "authorize ISSUED",
            "client-credentials ISSUED",
            "refresh REFRESHED",
            "introspect null",
            "revoke null",
            "userinfo null",
            "sign-off null",
            "flow ISSUED",
            "account null"),
        Stream.concat(Operation.SHARED.stream(), Stream.of(Operation.CONTINUE, Operation.ACCOUNT))
            .map(operation -> operation.name() + " " + event(operation))
            .toList());
  }

  private static TokenEvent event(Operation<?, ?> operation) {
    return operation.published();
  }
}
