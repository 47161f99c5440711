package dev.tokenflow.pingone.cli.cluster;

import dev.tokenflow.pingone.cli.BadUsageException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where a member listens: at three ports of one address, by which the others reach it.
 *
 * @param address never a wildcard, at which JGroups does not listen
 * @param port of the members' own traffic; failure detection and the event bus have the next two
 * @param wildcard what was given instead of an address, or null
 */
record Endpoints(InetAddress address, int port, @Nullable String wildcard) {
  static Endpoints of(String bind, int port) {
    // The third port is the last.
    if (port < 1 || port > 65_533) {
      throw new BadUsageException("--cluster-port is " + port + ", expected 1 to 65533");
    }
    try {
      InetAddress address = InetAddress.getByName(bind);
      if (address.isAnyLocalAddress()) {
        return new Endpoints(first(), port, bind);
      }
      if (NetworkInterface.getByInetAddress(address) == null) {
        throw new BadUsageException(
            "--cluster-bind is \"" + bind + "\", expected an address of this machine");
      }
      return new Endpoints(address, port, null);
    } catch (UnknownHostException | SocketException unknown) {
      throw new BadUsageException(
          "--cluster-bind is \"" + bind + "\", expected an address of this machine, or its name");
    }
  }

  int detectionPort() {
    return port + 1;
  }

  int eventBusPort() {
    return port + 2;
  }

  boolean isOnLoopback() {
    return address.isLoopbackAddress();
  }

  /** As text. */
  String host() {
    return address.getHostAddress();
  }

  /** The machine's first address that is not loopback, if it has one; IPv4 before IPv6. */
  private static InetAddress first() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .filter(Endpoints::isUp)
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .min(Comparator.comparing(address -> address instanceof Inet4Address ? 0 : 1))
        .orElseGet(InetAddress::getLoopbackAddress);
  }

  /** Fails with the first port that is in use: later it would be harder to tell which. */
  void requireFree() {
    for (int each : new int[] {port, detectionPort(), eventBusPort()}) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address, each));
      } catch (IOException taken) {
        throw new BadUsageException(
            "--cluster-port: cannot listen at "
                + at(each)
                + " ("
                + taken.getMessage()
                + "); a member needs three free ports, "
                + port
                + " to "
                + eventBusPort()
                + " here");
      }
    }
  }

  private String at(int each) {
    return (host().contains(":") ? '[' + host() + ']' : host()) + ':' + each;
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (SocketException gone) {
      return false;
    }
  }

  @Override
  public String toString() {
    return at(port);
  }
}
