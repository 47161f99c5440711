package dev.tokenflow.pingone.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** An HTTP/2 server of bare frames (RFC 9113 section 4), which sends what no library would. */
final class FrameServer implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private static final int FRAME_HEADER = 9;
  private static final int MAX_FRAME = 16 * 1024;
  // Indexed header field 8: ":status: 200" (RFC 7541 appendix A).
  private static final byte STATUS_200 = (byte) 0x88;

  private final ServerSocket server;
  private final int silent;
  private final Script script;
  private final AtomicInteger seen = new AtomicInteger();
  private final Set<Peer> peers = ConcurrentHashMap.newKeySet();

  /** Called for each request, from number 1 on, in the thread that reads its connection. */
  interface Script {
    void handle(int number, int stream, Peer peer) throws Exception;
  }

  FrameServer(PfxOptions keys, Script script) throws Exception {
    this(keys, 0, script);
  }

  /** Reads from this many connections and never sends anything there. */
  FrameServer(PfxOptions keys, int silent, Script script) throws Exception {
    this.silent = silent;
    this.script = script;
    this.server =
        context(keys)
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SSLParameters http2 = new SSLParameters();
    http2.setApplicationProtocols(new String[] {"h2"});
    ((SSLServerSocket) server).setSSLParameters(http2);
    start("accept", this::accept);
  }

  private static SSLContext context(PfxOptions keys) throws Exception {
    char[] password = keys.getPassword().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(Path.of(keys.getPath()))) {
      store.load(file, password);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), null, null);
    return context;
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, "frame-server-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** The number of connections so far. */
  int connections() {
    return peers.size();
  }

  private void accept() {
    try {
      while (true) {
        Peer peer = new Peer(server.accept());
        peers.add(peer);
        start("read", peers.size() > silent ? () -> read(peer) : () -> discard(peer));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void discard(Peer peer) {
    try (peer) {
      peer.socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException ended) {
      // The test is over.
    }
  }

  private void read(Peer peer) {
    try (peer) {
      DataInputStream in = new DataInputStream(peer.socket.getInputStream());
      in.readNBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
      peer.send(SETTINGS, 0, 0, new byte[0]);
      while (true) {
        byte[] header = new byte[FRAME_HEADER];
        in.readFully(header);
        int length = ((header[0] & 0xff) << 16) | ((header[1] & 0xff) << 8) | (header[2] & 0xff);
        int type = header[3];
        int flags = header[4];
        int stream =
            ((header[5] & 0x7f) << 24)
                | ((header[6] & 0xff) << 16)
                | ((header[7] & 0xff) << 8)
                | (header[8] & 0xff);
        in.skipNBytes(length);
        if (type == SETTINGS && flags == 0) {
          peer.send(SETTINGS, 1, 0, new byte[0]);
        } else if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
          script.handle(seen.incrementAndGet(), stream, peer);
        }
      }
    } catch (Exception ended) {
      // The client closed the connection, or the test is over.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Peer peer : peers) {
      peer.close();
    }
  }

  /** One connection. */
  static final class Peer implements AutoCloseable {
    private final Socket socket;
    private volatile boolean closed;

    Peer(Socket socket) {
      this.socket = socket;
    }

    /** Sends a frame. */
    void send(int type, int flags, int stream, byte[] payload) throws IOException {
      write(frame(type, flags, stream, payload));
    }

    private synchronized void write(byte[] octets) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(octets);
      out.flush();
    }

    /** Answers 200 with an empty body. */
    void answer(int stream) throws IOException {
      send(HEADERS, END_HEADERS | END_STREAM, stream, new byte[] {STATUS_200});
    }

    /** Sends 200 and these header fields, in as many frames as they need. */
    void headers(int stream, int endStream, byte[] fields) throws IOException {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      block.write(STATUS_200);
      block.writeBytes(fields);
      block(stream, endStream, block.toByteArray());
    }

    /** Sends a block of header fields, in as many frames as it needs. */
    void block(int stream, int endStream, byte[] block) throws IOException {
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      for (int at = 0; at == 0 || at < block.length; at += MAX_FRAME) {
        int length = Math.min(MAX_FRAME, block.length - at);
        byte[] part = new byte[length];
        System.arraycopy(block, at, part, 0, length);
        int flags = at + length == block.length ? END_HEADERS : 0;
        frames.writeBytes(
            at == 0
                ? frame(HEADERS, flags | endStream, stream, part)
                : frame(CONTINUATION, flags, stream, part));
      }
      write(frames.toByteArray());
    }

    /** Sends the same frame until the client closes the connection, or this often. */
    void flood(byte[] frame, int times) {
      start(
          "flood",
          () -> {
            ByteArrayOutputStream many = new ByteArrayOutputStream();
            for (int i = 0; i < 1_000; i++) {
              many.writeBytes(frame);
            }
            try {
              for (int sent = 0; sent < times && !closed; sent += 1_000) {
                write(many.toByteArray());
              }
            } catch (IOException ended) {
              // That is what a client does against it.
            }
          });
    }

    @Override
    public void close() throws IOException {
      closed = true;
      socket.close();
    }
  }

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    byte[] frame = new byte[FRAME_HEADER + payload.length];
    frame[0] = (byte) (payload.length >> 16);
    frame[1] = (byte) (payload.length >> 8);
    frame[2] = (byte) payload.length;
    frame[3] = (byte) type;
    frame[4] = (byte) flags;
    frame[5] = (byte) (stream >> 24);
    frame[6] = (byte) (stream >> 16);
    frame[7] = (byte) (stream >> 8);
    frame[8] = (byte) stream;
    System.arraycopy(payload, 0, frame, FRAME_HEADER, payload.length);
    return frame;
  }

  /** A header field as a literal that is not indexed (RFC 7541 section 6.2.2). */
  static byte[] field(String name, String value) {
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    field.write(0);
    string(field, name);
    string(field, value);
    return field.toByteArray();
  }

  private static void string(ByteArrayOutputStream out, String text) {
    byte[] octets = text.getBytes(ISO_8859_1);
    if (octets.length < 127) {
      out.write(octets.length);
    } else {
      out.write(127);
      int rest = octets.length - 127;
      for (; rest >= 128; rest >>= 7) {
        out.write((rest & 0x7f) | 0x80);
      }
      out.write(rest);
    }
    out.writeBytes(octets);
  }
}
