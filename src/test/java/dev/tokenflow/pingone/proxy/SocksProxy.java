package dev.tokenflow.pingone.proxy;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A SOCKS proxy, version 4a and 5 (RFC 1928, RFC 1929), on 127.0.0.1. Every host is this machine.
 */
public final class SocksProxy {
  private static final int VERSION_4 = 4;
  private static final int NO_LOGIN = 0;
  private static final int LOGIN = 2;
  private static final int NO_METHOD = 0xFF;
  private static final int GRANTED_4 = 90;

  private final Vertx vertx;
  private final String credentials;
  private final int reply;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final NetServer server;

  private SocksProxy(Vertx vertx, String credentials, int reply) {
    this.vertx = vertx;
    this.credentials = credentials;
    this.reply = reply;
    this.server = vertx.createNetServer().connectHandler(this::greet);
  }

  /**
   * Starts one.
   *
   * @param credentials user name and password with a colon between, or null if nobody logs in
   * @param reply what it replies to a request: 0, or 90 under version 4, opens the tunnel
   */
  public static SocksProxy start(Vertx vertx, String credentials, int reply) throws Exception {
    SocksProxy proxy = new SocksProxy(vertx, credentials, reply);
    proxy.server.listen(0, "127.0.0.1").await(20, TimeUnit.SECONDS);
    return proxy;
  }

  /** The hosts, and the users of version 4, in the order of the requests. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  public int port() {
    return server.actualPort();
  }

  private void greet(NetSocket socket) {
    socket.handler(
        greeting -> {
          if (greeting.getByte(0) == VERSION_4) {
            connect4(socket, greeting);
            return;
          }
          int wanted = credentials == null ? NO_LOGIN : LOGIN;
          boolean offered = false;
          for (int at = 2; at < greeting.length(); at++) {
            offered |= greeting.getByte(at) == wanted;
          }
          socket.handler(offered && wanted == LOGIN ? login(socket) : connect(socket));
          socket.write(octets(5, offered ? wanted : NO_METHOD));
        });
  }

  private Handler<Buffer> login(NetSocket socket) {
    return login -> {
      int name = login.getUnsignedByte(1);
      String given = login.getString(2, 2 + name) + ":" + login.getString(3 + name, login.length());
      boolean right = given.equals(credentials);
      socket.handler(connect(socket));
      socket.write(octets(1, right ? 0 : NO_METHOD));
    };
  }

  private Handler<Buffer> connect(NetSocket socket) {
    return request -> {
      int length = request.getUnsignedByte(4);
      seen.add(request.getString(5, 5 + length));
      Buffer answer = octets(5, reply, 0, 1, 0, 0, 0, 0, 0, 0);
      if (reply == 0) {
        Tunnel.open(vertx, socket, request.getUnsignedShort(5 + length), answer);
      } else {
        socket.write(answer);
      }
    };
  }

  private void connect4(NetSocket socket, Buffer request) {
    String[] texts = request.getString(8, request.length()).split("\0", -1);
    seen.add(texts[1]);
    seen.add(texts[0]);
    Buffer answer = octets(0, reply, 0, 0, 0, 0, 0, 0);
    if (reply == GRANTED_4) {
      Tunnel.open(vertx, socket, request.getUnsignedShort(2), answer);
    } else {
      socket.write(answer);
    }
  }

  private static Buffer octets(int... values) {
    Buffer octets = Buffer.buffer();
    for (int value : values) {
      octets.appendByte((byte) value);
    }
    return octets;
  }
}
