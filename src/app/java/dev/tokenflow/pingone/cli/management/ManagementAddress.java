package dev.tokenflow.pingone.cli.management;

import io.vertx.core.net.SocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code [HOST:]PORT}; without a host it is this machine only. */
public final class ManagementAddress implements ITypeConverter<SocketAddress> {
  private static final String EXPECTED =
      ", expected [HOST:]PORT, such as 9090, 0.0.0.0:9090 or [::1]:9090";

  @Override
  public SocketAddress convert(String value) {
    int colon = value.lastIndexOf(':');
    String host = colon < 0 ? "127.0.0.1" : value.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":") || host.isEmpty()) {
      throw new TypeConversionException("is \"" + value + '"' + EXPECTED);
    }
    try {
      int port = Integer.parseInt(value.substring(colon + 1));
      if (port < 0 || port > 65_535) {
        throw new TypeConversionException("is \"" + value + '"' + EXPECTED);
      }
      return SocketAddress.inetSocketAddress(port, host);
    } catch (NumberFormatException notAPort) {
      throw new TypeConversionException("is \"" + value + '"' + EXPECTED);
    }
  }
}
