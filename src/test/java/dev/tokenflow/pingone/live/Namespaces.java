package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network of its own for each of three members, and a bridge that joins them with this machine's,
 * in which the caller is. It takes root and Debian's package iproute2.
 */
final class Namespaces implements ServedCluster.Network {
  /** The address of this machine on the bridge. */
  static final String HERE = "10.177.0.254";

  private static final String BRIDGE = "pingone-br";
  private static final int MEMBERS = 3;
  // What is here is /etc/hosts for the processes of that network, see ip-netns(8).
  private static final Path ETC = Path.of("/etc/netns");

  /** Names all members, in their networks. */
  static final String MEMBERS_NAME = "members.pingone.test";

  private Namespaces() {}

  static Namespaces make() throws Exception {
    Namespaces made = new Namespaces();
    made.delete(); // what a test left that was killed
    ip("link add " + BRIDGE + " type bridge");
    ip("address add " + HERE + "/24 dev " + BRIDGE);
    ip("link set " + BRIDGE + " up");
    for (int member = 0; member < MEMBERS; member++) {
      String name = name(member);
      ip("netns add " + name);
      ip("link add " + name + " type veth peer name eth0 netns " + name);
      ip("link set " + name + " master " + BRIDGE + " up");
      ip("-n " + name + " address add " + made.host(member) + "/24 dev eth0");
      ip("-n " + name + " link set eth0 up");
      ip("-n " + name + " link set lo up");
      Files.createDirectories(ETC.resolve(name));
      Files.writeString(ETC.resolve(name).resolve("hosts"), made.hosts());
    }
    return made;
  }

  /** Cuts a member off, or joins it again. */
  void link(int member, boolean up) throws Exception {
    ip("link set " + name(member) + (up ? " up" : " down"));
  }

  @Override
  public String host(int member) {
    return member == MEMBERS ? HERE : "10.177.0." + (member + 1);
  }

  @Override
  public int port(int member) {
    return 7800;
  }

  private String hosts() {
    return IntStream.range(0, MEMBERS)
        .mapToObj(member -> host(member) + " " + MEMBERS_NAME + "\n")
        .collect(Collectors.joining());
  }

  @Override
  public List<String> before(int member) {
    return List.of("ip", "netns", "exec", name(member));
  }

  void delete() throws IOException, InterruptedException {
    for (int member = 0; member < MEMBERS; member++) {
      run("netns delete " + name(member));
      run("link delete " + name(member));
      Files.deleteIfExists(ETC.resolve(name(member)).resolve("hosts"));
      Files.deleteIfExists(ETC.resolve(name(member)));
    }
    run("link delete " + BRIDGE);
  }

  private static String name(int member) {
    return "pingone-" + member;
  }

  private static void ip(String arguments) throws IOException, InterruptedException {
    assertEquals("", run(arguments), arguments);
  }

  /** What it complains of. */
  private static String run(String arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(("ip " + arguments).split(" ", -1)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : output + "failed";
  }
}
