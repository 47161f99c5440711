package dev.tokenflow.pingone.cli.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Where the management port is. */
class ManagementAddressTest {
  @ParameterizedTest
  @CsvSource({
    "9090, 127.0.0.1, 9090",
    "0, 127.0.0.1, 0",
    "0.0.0.0:9090, 0.0.0.0, 9090",
    "ops.example.com:65535, ops.example.com, 65535",
    "[::1]:9090, ::1, 9090"
  })
  void readsHostAndPort(String given, String host, int port) {
    SocketAddress address = new ManagementAddress().convert(given);

    assertEquals(host, address.host());
    assertEquals(port, address.port());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":9090", "host", "host:", "host:port", "host:65536", "-1", "::1:9090"})
  void refusesWhatIsNoAddress(String given) {
    TypeConversionException refused =
        assertThrows(TypeConversionException.class, () -> new ManagementAddress().convert(given));

    assertTrue(refused.getMessage().contains("expected [HOST:]PORT"), refused::getMessage);
  }
}
