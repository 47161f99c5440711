package dev.tokenflow.pingone.cli.cluster;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jgroups.util.DefaultSocketFactory;

/**
 * The sockets of JGroups: TLS, with certificates on both sides.
 *
 * <p>As {@code org.jgroups.util.TLS} makes them, but for handshakes that never end: JGroups
 * (5.2.29) waits for them without a limit, and opens no other connection then. The kernel of a
 * suspended process still accepts connections, so one such member would keep all others apart.
 */
final class MemberSockets extends DefaultSocketFactory {
  private static final int HANDSHAKE_MILLIS = 1000;
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  MemberSockets(SSLContext context) {
    super(context);
    SSLParameters server = new SSLParameters(null, PROTOCOLS);
    server.setNeedClientAuth(true);
    setServerSocketConfigurator(socket -> ((SSLServerSocket) socket).setSSLParameters(server));
    SSLParameters client = new SSLParameters(null, PROTOCOLS);
    setSocketConfigurator(socket -> ((SSLSocket) socket).setSSLParameters(client));
  }

  /**
   * @param name what JGroups uses it for
   */
  @Override
  public Socket createSocket(String name) throws IOException {
    Socket socket = super.createSocket(name);
    // Failure detection reads for as long as the other lives, from before the handshake on.
    if (name.equals("jgroups.tcp.sock")) {
      socket.setSoTimeout(HANDSHAKE_MILLIS);
      ((SSLSocket) socket)
          .addHandshakeCompletedListener(done -> readWithoutLimit(done.getSocket()));
    }
    return socket;
  }

  private static void readWithoutLimit(Socket socket) {
    try {
      socket.setSoTimeout(0);
    } catch (SocketException closed) {
      // Nobody reads from it now.
    }
  }
}
