package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SharedKey;
import dev.tokenflow.pingone.sandbox.SubmittedPasswords;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A sandbox, three members as processes of the runnable jar, and a fourth in this process, which
 * has the callers.
 */
final class ServedCluster implements AutoCloseable {
  private static final int USERS = 20_000;

  private final Network network;
  private final Vertx vertx = Vertx.vertx();
  private final SubmittedPasswords passwords = new SubmittedPasswords();
  private final ClusterFiles files;
  private final List<ServedMember> members = new ArrayList<>();
  private final List<ServedMember> ended = new ArrayList<>();
  private final Queue<JsonObject> published = new ConcurrentLinkedQueue<>();
  private final Path configuration;
  private final Vertx caller;
  private final Beats beats;

  /** Where the members are. The caller is the last of them. */
  interface Network {
    /** The address of a member. */
    String host(int member);

    /** The first of its three ports. */
    int port(int member);

    /** The words before the command line of a process in its place. */
    List<String> before(int member);
  }

  /** All on this machine's loopback address. */
  static final Network LOOPBACK =
      new Network() {
        @Override
        public String host(int member) {
          return "127.0.0.1";
        }

        @Override
        public int port(int member) {
          return 27_800 + 10 * member;
        }

        @Override
        public List<String> before(int member) {
          return List.of();
        }
      };

  /**
   * @param settings beyond those that the sandbox gives
   */
  ServedCluster(Path folder, Network network, SandboxOptions sandbox, JsonObject settings)
      throws Exception {
    this.network = network;
    this.files = ClusterFiles.makeIn(folder.resolve("cluster"));
    this.configuration = folder.resolve("pingone.json");
    JsonObject given =
        await(Sandbox.start(vertx, sandbox.setSigningKey(SharedKey.RSA), passwords))
            .verticleConfiguration();
    Files.writeString(configuration, given.mergeIn(settings).encode());
    // One after the other: the first keeps the accounts.
    start(0);
    this.caller = ClusterCaller.join(arguments(3));
    this.beats = new Beats(caller);
    for (String address : List.of("pingone.tokens", "pingone.failures")) {
      await(
          caller
              .eventBus()
              .<JsonObject>consumer(address, message -> published.add(message.body()))
              .completion());
    }
    awaitServing(1);
    start(1);
    start(2);
    awaitServing(3);
  }

  private void awaitServing(int instances) {
    try {
      await(beats.untilServing(instances));
    } catch (AssertionError late) {
      throw new AssertionError(beats.recent() + "\n" + output(), late);
    }
  }

  /** A sandbox with the users of the callers. */
  static SandboxOptions sandbox(Duration latency) {
    return new SandboxOptions(
            IntStream.range(0, USERS)
                .mapToObj(number -> "user" + number)
                .collect(Collectors.toMap(name -> name, ServedCluster::user)))
        .setLatency(latency);
  }

  private static SandboxUser user(String name) {
    return SandboxUser.of(name, "wonderland");
  }

  /** Starts a member, or starts it again. */
  void start(int member) throws Exception {
    List<String> command = new ArrayList<>(network.before(member));
    command.addAll(AppJar.command(List.of("-Xmx160m"), "serve", "--cluster"));
    command.add("--conf=" + configuration);
    command.addAll(arguments(member));
    ServedMember started = ServedMember.run(command, network.port(member));
    if (member == members.size()) {
      members.add(started);
    } else {
      ended.add(members.set(member, started));
    }
    started.awaitServing();
  }

  private List<String> arguments(int member) {
    List<String> arguments = new ArrayList<>(files.options());
    arguments.add("--cluster-bind=" + network.host(member));
    arguments.add("--cluster-port=" + network.port(member));
    arguments.add(
        "--cluster-members="
            + IntStream.range(0, 4)
                .mapToObj(number -> network.host(number) + ":" + network.port(number))
                .collect(Collectors.joining(",")));
    return arguments;
  }

  ServedMember member(int number) {
    return members.get(number);
  }

  /** The member that keeps the accounts, as it says itself. */
  ServedMember keeper() {
    return members.stream()
        .filter(
            member ->
                member.lastOf(
                    "this instance keeps the accounts",
                    "this one leaves them to it",
                    "this instance was suspended"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(output()));
  }

  Vertx caller() {
    return caller;
  }

  Beats beats() {
    return beats;
  }

  SubmittedPasswords passwords() {
    return passwords;
  }

  /** What the members published. */
  Queue<JsonObject> published() {
    return published;
  }

  void assertNoPasswordWasSentTwice() {
    Map<String, Integer> twice =
        passwords.byUser().entrySet().stream()
            .filter(entry -> entry.getValue() > 1)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    assertEquals(Map.of(), twice);
  }

  /** A member that comes or goes is a line or two, and nobody's password or token. */
  void assertLogsAreReadable() {
    for (ServedMember member : Stream.concat(ended.stream(), members.stream()).toList()) {
      String output = member.output();
      assertFalse(output.contains("\tat "), output);
      assertFalse(output.contains("wonderland"), output);
      published.stream()
          .map(one -> one.getString("access_token"))
          .filter(Objects::nonNull)
          .forEach(token -> assertFalse(output.contains(token), output));
    }
  }

  /** What the members said, for a test that failed. */
  String output() {
    return members.stream().map(ServedMember::output).collect(Collectors.joining("\n---\n"));
  }

  @Override
  public void close() {
    try {
      // Before the members die: Infinispan may block an event loop of one that leaves just then.
      await(caller.close());
    } finally {
      members.forEach(ServedMember::kill);
      await(vertx.close());
    }
  }
}
