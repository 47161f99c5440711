package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.cli.cluster.ClusterArguments;
import dev.tokenflow.pingone.documentation.Page;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SharedKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.io.BufferedReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes that serve a cluster, with certificates of the documented commands, and a caller.
 */
@Tag("process")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
  @TempDir static Path folder;

  private final List<Integer> ports = new ArrayList<>();
  private Path conf;
  private ClusterFiles files;
  private Vertx sandbox;
  private ServedMember first;
  private ServedMember second;
  private Vertx caller;

  @BeforeAll
  void start() throws Exception {
    files = ClusterFiles.makeIn(folder.resolve("cluster"));
    sandbox = Vertx.vertx();
    conf = folder.resolve("conf.json");
    Files.writeString(
        conf,
        await(Sandbox.start(sandbox, options().setSigningKey(SharedKey.RSA)))
            .verticleConfiguration()
            .put("accounts", new JsonObject().put("nightly", alice()))
            .encode());
    for (int member = 0; member < 3; member++) {
      ports.add(ServedMember.freePort());
    }
    first = ServedMember.start(conf, ports, files.options()).awaitServing();
    second =
        ServedMember.start(conf, List.of(ports.get(1), ports.get(0)), files.options())
            .awaitServing();
    caller = ClusterCaller.join(List.of(ports.get(2), ports.get(0)), files.options());
    first.awaitLine("has 3 members");
  }

  @AfterAll
  void stop() {
    await(caller.close());
    second.close();
    first.close();
    await(sandbox.close());
  }

  @Test
  @Order(1)
  void listensAtItsThreePortsAndNowhereElse() throws Exception {
    int port = first.port();

    assertEquals(
        new TreeSet<>(
            Set.of("127.0.0.1:" + port, "127.0.0.1:" + (port + 1), "127.0.0.1:" + (port + 2))),
        ListeningSockets.of(first.pid()));
  }

  @Test
  @Order(2)
  void nothingOnTheNetworkCanBeRead() throws Exception {
    Path capture = folder.resolve("capture");
    List<String> command =
        new ArrayList<>(List.of("tcpdump", "-i", "lo", "-U", "--immediate-mode", "-w"));
    command.add(capture.toString());
    command.add(
        ports.stream()
            .map(port -> "portrange " + port + "-" + (port + 2))
            .collect(Collectors.joining(" or ")));
    Process tcpdump = new ProcessBuilder(command).start();
    try (BufferedReader said = tcpdump.errorReader(StandardCharsets.UTF_8)) {
      assertTrue(said.lines().anyMatch(line -> line.contains("listening on")));

      Promise<String> published = Promise.promise();
      await(
          caller
              .eventBus()
              .<JsonObject>consumer(
                  "pingone.tokens",
                  message -> published.tryComplete(message.body().getString("access_token")))
              .completion());
      String token = accessToken();
      String heard = await(published.future());

      tcpdump.destroy();
      assertTrue(tcpdump.waitFor(20, TimeUnit.SECONDS));
      String seen = Files.readString(capture, StandardCharsets.ISO_8859_1);
      assertTrue(seen.length() > token.length() + heard.length(), "the capture is empty");
      for (String secret :
          List.of("wonderland", token, heard, "__vertx.subs", "pingone.sign-on", "alice")) {
        assertFalse(seen.contains(secret), secret);
      }
    } finally {
      tcpdump.destroyForcibly();
    }
  }

  /** The page's program, started by Java from its source. */
  @Test
  @Order(3)
  void documentedProgramJoins() throws Exception {
    Path source = folder.resolve("Caller.java");
    Files.writeString(
        source,
        Page.blocks("java").stream()
            .map(Page.Block::text)
            .filter(text -> text.contains("public class Caller {"))
            .findFirst()
            .orElseThrow());
    try (InputStream xml = ClusterArguments.class.getResourceAsStream("infinispan.xml")) {
      Files.copy(xml, files.folder().resolve("infinispan.xml"));
    }

    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                source.toString(),
                files.folder().toString(),
                "127.0.0.1[" + ports.get(0) + "]",
                String.valueOf(ServedMember.freePort()))
            .redirectErrorStream(true)
            .start();
    String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertTrue(program.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, program.exitValue(), output);
    assertTrue(output.lines().anyMatch("alice"::equals), output);
  }

  @Test
  @Order(4)
  void memberWithAWildcardServesAtOneAddressOfTheMachine() throws Exception {
    long three = first.count("has 3 members");
    int port = ServedMember.freePort();
    List<String> options = new ArrayList<>(files.options());
    Collections.addAll(options, "--cluster-bind", "0.0.0.0");
    try (ServedMember third =
        ServedMember.start(conf, List.of(port, ports.get(0)), options).awaitServing()) {
      String said = third.output();
      assertTrue(said.startsWith("Warning: --cluster-bind 0.0.0.0 names no address"), said);
      await(registered("pingone.sign-on", 3));
      PingOneTokens tokens = PingOneTokens.overEventBus(caller);
      for (int call = 0; call < 6; call++) {
        await(tokens.signOn(SignOn.of("alice", "wonderland")));
      }

      Set<String> listening = ListeningSockets.of(third.pid());
      String host = listening.iterator().next().split(":", -1)[0];
      assertNotEquals("0.0.0.0", host);
      assertEquals(
          new TreeSet<>(
              Set.of(host + ":" + port, host + ":" + (port + 1), host + ":" + (port + 2))),
          listening);
    }
    first.awaitLines("has 3 members", (int) three + 1);
  }

  /**
   * The others took it for dead, and removed what it had registered. Until all know each other
   * again a message without a probe before it may be lost.
   */
  @Test
  @Order(5)
  void memberThatWasSuspendedServesAgain() throws Exception {
    PingOneTokens tokens = PingOneTokens.overEventBus(caller);
    await(registered("pingone.sign-on", 2));
    long two = first.count("has 2 members");
    long three = first.count("has 3 members");
    second.signal("STOP");
    try {
      first.awaitLines("has 2 members", (int) two + 1);
      await(registered("pingone.sign-on", 1));
    } finally {
      second.signal("CONT");
    }
    first.awaitLines("has 3 members", (int) three + 1);

    await(registered("pingone.sign-on", 2));
    for (int call = 0; call < 4; call++) {
      await(tokens.signOn(SignOn.of("alice", "wonderland")));
    }
    await(answeredInARow(4));
  }

  private Future<Void> answeredInARow(int calls) {
    return calls == 0
        ? Future.succeededFuture()
        : accessToken(Duration.ofSeconds(2))
            .transform(token -> answeredInARow(token.succeeded() ? calls - 1 : 4));
  }

  @Test
  @Order(6)
  void memberThatLeavesIsGoneAtOnceAndLogsNoTrace() throws Exception {
    long two = first.count("has 2 members");
    second.close();

    first.awaitLines("has 2 members", (int) two + 1);
    assertTrue(second.output().endsWith("Stopped."), second::output);
    for (ServedMember member : List.of(first, second)) {
      assertFalse(member.output().contains("\tat "), member::output);
    }
    assertFalse(accessToken().isEmpty());
  }

  private String accessToken() {
    return await(accessToken(Duration.ofSeconds(30)));
  }

  private Future<String> accessToken(Duration timeout) {
    return caller
        .eventBus()
        .<JsonObject>request(
            "pingone.sign-on", alice(), new DeliveryOptions().setSendTimeout(timeout.toMillis()))
        .map(reply -> reply.body().getString("access_token"));
  }

  /** Waits until this number of members is registered at the address, as the caller sees it. */
  private Future<Void> registered(String address, int members) {
    Promise<List<RegistrationInfo>> all = Promise.promise();
    ((VertxInternal) caller).clusterManager().getRegistrations(address, all);
    Predicate<List<RegistrationInfo>> asked =
        found -> found.stream().map(RegistrationInfo::nodeId).distinct().count() == members;
    return all.future()
        .compose(
            found ->
                asked.test(found)
                    ? Future.succeededFuture()
                    : caller.timer(50).compose(due -> registered(address, members)));
  }

  /** What a process listens at, as Linux says. */
  private static final class ListeningSockets {
    private static final String LISTEN = "0A";

    /** By TCP: its one UDP socket is that from which Vert.x asks name servers. */
    static Set<String> of(long pid) throws Exception {
      Set<String> inodes;
      try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
        inodes = open.map(ListeningSockets::target).collect(Collectors.toSet());
      }
      Set<String> found = new TreeSet<>();
      for (String table : List.of("tcp", "tcp6")) {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
          String[] fields = line.strip().split("\\s+", -1);
          if (inodes.contains("socket:[" + fields[9] + "]") && fields[3].equals(LISTEN)) {
            found.add(address(fields[1]));
          }
        }
      }
      return found;
    }

    private static String target(Path descriptor) {
      try {
        return Files.readSymbolicLink(descriptor).toString();
      } catch (java.io.IOException closed) {
        return "";
      }
    }

    /** Hexadecimal, four octets at a time in the machine's order; IPv4 may stand inside IPv6. */
    private static String address(String hexadecimal) {
      String[] parts = hexadecimal.split(":", -1);
      String host = parts[0];
      int port = Integer.parseInt(parts[1], 16);
      if (host.length() == 8 || host.startsWith("0000000000000000FFFF0000")) {
        String four = host.substring(host.length() - 8);
        List<String> octets = new ArrayList<>();
        for (int index = 6; index >= 0; index -= 2) {
          octets.add(String.valueOf(Integer.parseInt(four.substring(index, index + 2), 16)));
        }
        host = String.join(".", octets);
      }
      return host + ":" + port;
    }
  }
}
