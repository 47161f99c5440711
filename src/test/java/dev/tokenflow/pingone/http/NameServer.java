package dev.tokenflow.pingone.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.dns.AddressResolverOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A DNS server for names with several addresses (RFC 1035 section 4.1). */
public final class NameServer {
  private static final int HEADER = 12;
  private static final int TYPE_A = 1;
  private static final int NXDOMAIN = 3;

  private NameServer() {}

  /** A Vert.x that finds these names, and no others. */
  public static Vertx start(Vertx server, Map<String, List<String>> addresses) throws Exception {
    DatagramSocket socket =
        server.createDatagramSocket().listen(0, "127.0.0.1").await(20, TimeUnit.SECONDS);
    socket.handler(
        query ->
            socket.send(
                answer(query.data(), addresses), query.sender().port(), query.sender().host()));
    return Vertx.vertx(
        new VertxOptions()
            .setAddressResolverOptions(
                new AddressResolverOptions()
                    .setHostsValue(Buffer.buffer("127.0.0.1 localhost\n"))
                    .setSearchDomains(List.of())
                    .setServers(List.of("127.0.0.1:" + socket.localAddress().port()))));
  }

  private static Buffer answer(Buffer query, Map<String, List<String>> addresses) {
    StringBuilder name = new StringBuilder();
    int at = HEADER;
    for (int length = query.getByte(at); length > 0; length = query.getByte(at)) {
      name.append(name.isEmpty() ? "" : ".").append(query.getString(at + 1, at + 1 + length));
      at += 1 + length;
    }
    boolean ipv4 = query.getUnsignedShort(at + 1) == TYPE_A;
    List<String> known = addresses.get(name.toString());
    List<String> found = known == null || !ipv4 ? List.of() : known;
    Buffer answer =
        Buffer.buffer()
            .appendBuffer(query.getBuffer(0, 2))
            .appendUnsignedShort(0x8180 | (known == null ? NXDOMAIN : 0))
            .appendUnsignedShort(1)
            .appendUnsignedShort(found.size())
            .appendInt(0)
            .appendBuffer(query.getBuffer(HEADER, at + 5));
    for (String address : found) {
      answer
          // The name is the one of the question.
          .appendUnsignedShort(0xC000 | HEADER)
          .appendUnsignedShort(TYPE_A)
          .appendUnsignedShort(1)
          .appendInt(60)
          .appendUnsignedShort(4)
          .appendBytes(octets(address));
    }
    return answer;
  }

  private static byte[] octets(String address) {
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException noAddress) {
      throw new IllegalArgumentException(address, noAddress);
    }
  }
}
