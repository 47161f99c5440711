package dev.tokenflow.pingone.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.cli.BadUsageException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the options of a cluster say, before anything is joined. */
class ClusterArgumentsTest {
  private static final String MEMBERS = "--cluster-members=127.0.0.1:7800 ";

  private static Cluster cluster(String options) {
    return CommandLine.populateCommand(new ClusterArguments(), options.strip().split(" ", -1))
        .cluster();
  }

  private static String fault(String options) {
    return assertThrows(BadUsageException.class, () -> cluster(options), options).getMessage();
  }

  @Test
  void acceptsPlaintextThatIsSaid() {
    assertEquals(Cluster.class, cluster(MEMBERS + "--cluster-plaintext").getClass());
    assertEquals(Cluster.class, cluster("--cluster-dns=members --cluster-plaintext").getClass());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--cluster-key=key.pem --cluster-cert=cert.pem",
        "--cluster-plaintext --cluster-ca=ca.pem",
        "--cluster-ca=ca.pem"
      })
  void requiresCompleteTlsOrExplicitPlaintext(String options) {
    String fault = fault(MEMBERS + options);

    assertTrue(fault.contains("or --cluster-plaintext to send passwords"), fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--cluster-dns=members --cluster-members=127.0.0.1:7800"})
  void requiresOneWayToFindTheOthers(String options) {
    String fault = fault("--cluster-plaintext " + options);

    assertTrue(fault.contains("either --cluster-members HOST:PORT,… or --cluster-dns NAME"), fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "10.0.0.1:",
        ":7800",
        "10.0.0.1:0",
        "10.0.0.1:65536",
        "10.0.0.1:7800,",
        "::1:7800",
        "[::1]",
        "a:b"
      })
  void namesAMemberThatIsNoAddress(String members) {
    String fault = fault("--cluster-plaintext --cluster-members=" + members);

    assertTrue(fault.startsWith("--cluster-members has \""), fault);
    assertTrue(fault.contains("expected HOST:PORT"), fault);
  }

  @ParameterizedTest
  @CsvSource({
    "'10.0.0.1:7800,10.0.0.2:7801', '10.0.0.1[7800],10.0.0.2[7801]'",
    "'one:7800, two:7800', 'one[7800],two[7800]'",
    "[::1]:7800, ::1[7800]"
  })
  void writesMembersAsJGroupsDoes(String members, String hosts) {
    assertEquals(hosts, Discovery.Members.parse(members).hosts());
  }

  @ParameterizedTest
  @CsvSource({
    "--cluster-port=0, '--cluster-port is 0, expected 1 to 65533'",
    "--cluster-port=65534, '--cluster-port is 65534, expected 1 to 65533'",
    "--cluster-bind=192.0.2.1, '--cluster-bind is \"192.0.2.1\", expected an address of this machine'",
    "--cluster-key=absent.pem --cluster-cert=c --cluster-ca=a, '--cluster-key: absent.pem does not exist'",
    "--cluster-key=src --cluster-cert=c --cluster-ca=a, '--cluster-key: src is a directory'",
    "--cluster-key=pom.xml --cluster-cert=pom.xml --cluster-ca=a, '--cluster-cert: pom.xml holds no certificate in PEM (-----BEGIN CERTIFICATE-----)'"
  })
  void namesTheOptionThatIsWrong(String options, String expected) {
    boolean files = options.contains("--cluster-key");

    assertEquals(expected, fault(MEMBERS + (files ? "" : "--cluster-plaintext ") + options));
  }

  @Test
  void namesAPortInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort() - 2;
      Endpoints endpoints = Endpoints.of("127.0.0.1", port);

      String fault = assertThrows(BadUsageException.class, endpoints::requireFree).getMessage();

      assertTrue(fault.startsWith("--cluster-port: cannot listen at 127.0.0.1:"), fault);
      assertTrue(fault.contains("a member needs three free ports, " + port + " to "), fault);
    }
  }

  @Test
  void listensAtAnAddressOfThisMachineForAWildcard() throws Exception {
    assertNull(Endpoints.of("127.0.0.1", 7800).wildcard());
    for (String wildcard : List.of("0.0.0.0", "::")) {
      Endpoints endpoints = Endpoints.of(wildcard, 7800);
      assertEquals(wildcard, endpoints.wildcard());
      assertNotNull(NetworkInterface.getByInetAddress(endpoints.address()), endpoints::toString);
    }
  }
}
