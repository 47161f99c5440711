package dev.tokenflow.pingone.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** An HTTP proxy for CONNECT (RFC 9110 section 9.3.6). Every host is this machine. */
public final class ConnectProxy {
  /** Opens the tunnel. */
  public static final Script TUNNEL = (head, socket) -> true;

  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final NetServer server;

  /** Decides about a CONNECT. */
  public interface Script {
    /** Whether the tunnel is opened; if not, this answers, or does not. */
    boolean opens(String head, NetSocket socket);
  }

  private ConnectProxy(Vertx vertx, Script script) {
    server =
        vertx
            .createNetServer()
            .connectHandler(
                socket ->
                    socket.handler(
                        head -> {
                          if (!head.toString().startsWith("CONNECT ")) {
                            return; // TLS, where an answer with 200 opened no tunnel
                          }
                          heads.add(head.toString());
                          if (script.opens(head.toString(), socket)) {
                            Tunnel.open(
                                vertx,
                                socket,
                                Integer.parseInt(
                                    head.toString()
                                        .replaceFirst("(?s)CONNECT \\S+:(\\d+) .*", "$1")),
                                Buffer.buffer("HTTP/1.1 200 Connection established\r\n\r\n"));
                          }
                        }));
  }

  /** Starts one. */
  public static ConnectProxy start(Vertx vertx, Script script) throws Exception {
    return start(vertx, "127.0.0.1", script);
  }

  /** Starts one at another address of this machine. */
  public static ConnectProxy start(Vertx vertx, String address, Script script) throws Exception {
    ConnectProxy proxy = new ConnectProxy(vertx, script);
    proxy.server.listen(0, address).await(20, TimeUnit.SECONDS);
    return proxy;
  }

  /** Opens the tunnel for who has these credentials, in Base64, and asks others for them. */
  public static Script withCredentials(String credentials) {
    return (head, socket) -> {
      boolean right = head.contains("proxy-authorization: Basic " + credentials + "\r\n");
      if (!right) {
        socket.write(answer("407 Proxy Authentication Required", "<html>log in</html>"));
      }
      return right;
    };
  }

  /** Answers this. */
  public static Script answering(String answer) {
    return (head, socket) -> {
      socket.write(answer);
      return false;
    };
  }

  /** An answer with a status line and a body. */
  public static String answer(String status, String body) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /** The heads of the requests that it got. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  public int port() {
    return server.actualPort();
  }
}
