package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code conf}. */
class ExamplesTest {
  private static final Path CONF = Path.of("conf");
  private static final int DEFAULT_DRAIN_MILLIS = 30_000;

  /** What Prometheus makes of the contract's meters. */
  private static final Set<String> METRICS =
      Set.of(
          "pingone_calls_seconds_bucket",
          "pingone_calls_seconds_count",
          "pingone_calls_seconds_sum",
          "pingone_requests_seconds_bucket",
          "pingone_requests_seconds_count",
          "pingone_requests_seconds_sum",
          "pingone_resends_total",
          "pingone_in_flight",
          "pingone_queued",
          "pingone_pending_flows",
          "pingone_prefetched_flows",
          "pingone_circuit_open",
          "pingone_key_set_age",
          "pingone_pace",
          "pingone_pause",
          "pingone_account_expires_in");

  static List<Path> configurations() throws IOException {
    try (Stream<Path> files = Files.list(CONF)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> !file.endsWith("grafana-dashboard.json"))
          .sorted()
          .toList();
    }
  }

  /** Only its secrets are missing here. */
  @ParameterizedTest
  @MethodSource("configurations")
  void isAValidConfiguration(Path file) throws IOException {
    Path copy = Files.createTempFile("conf", ".json");
    Files.writeString(
        copy,
        Files.readString(file)
            .replaceAll("\\$\\{[A-Z_]+}", "00000000-0000-0000-0000-000000000000"));

    CommandRun run = CommandRun.of("serve", "--check", "--conf", copy.toString());

    List<String> faults =
        run.err()
            .lines()
            .map(String::strip)
            .filter(line -> line.matches("[A-Za-z.]+: .*"))
            .filter(line -> !isAboutAMissingSecret(line))
            .toList();
    assertEquals(List.of(), faults, run::err);
    assertTrue(
        run.exitCode() == 0 || run.err().lines().anyMatch(ExamplesTest::isAboutAMissingSecret),
        run::err);
  }

  private static boolean isAboutAMissingSecret(String line) {
    return line.contains("cannot be read") || line.contains("the variable is empty or missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"grafana-dashboard.json", "prometheus-alerts.yml"})
  void queriesMetricsThatExist(String file) throws IOException {
    Set<String> used = new TreeSet<>();
    Matcher names =
        Pattern.compile("pingone_[a-z_]+").matcher(Files.readString(CONF.resolve(file)));
    while (names.find()) {
      used.add(names.group());
    }

    assertFalse(used.isEmpty());
    used.removeAll(METRICS);
    assertEquals(Set.of(), used);
  }

  @Test
  void statusPageReadsMetricsThatExist() throws IOException {
    Set<String> used = new TreeSet<>();
    Matcher names =
        Pattern.compile("'(pingone_[a-z_]+[a-z])'")
            .matcher(
                Files.readString(
                    Path.of("src/app/resources/dev/tokenflow/pingone/cli/management/status.js")));
    while (names.find()) {
      used.add(names.group(1));
    }

    assertFalse(used.isEmpty());
    used.removeAll(METRICS);
    assertEquals(Set.of(), used);
  }

  /** What the manifest starts is a command line of this jar, with time enough to drain. */
  @Test
  void manifestRunsTheService() throws IOException {
    String manifest = Files.readString(CONF.resolve("kubernetes.yaml"));
    List<String> arguments = new ArrayList<>();
    Matcher items = Pattern.compile("(?m)^            - (serve|--\\S+)$").matcher(manifest);
    while (items.find()) {
      arguments.add(items.group(1));
    }

    assertEquals("serve", arguments.get(0));
    Main.commandLine().parseArgs(arguments.toArray(String[]::new));
    JsonObject configuration =
        new JsonObject(
            Files.readString(CONF.resolve("kubernetes.json")).replaceAll("(?m)^\\s*//.*$", ""));
    assertLeavesTimeToDrain(
        number(manifest, "terminationGracePeriodSeconds: (\\d+)"),
        configuration.getInteger("drainTimeoutMs"));
  }

  /** The members find each other by a service that exists, and listen at its ports. */
  @Test
  void manifestHasTheServiceThatMembersAreFoundBy() throws IOException {
    String manifest = Files.readString(CONF.resolve("kubernetes.yaml"));
    Matcher name = Pattern.compile("--cluster-dns=(\\S+)").matcher(manifest);

    assertTrue(name.find());
    assertTrue(manifest.contains("kind: Service\nmetadata:\n  name: " + name.group(1) + "\n"));
    for (int port = 7800; port <= 7802; port++) {
      assertTrue(manifest.contains(", port: " + port + "}"), "port " + port);
      assertTrue(manifest.contains(", containerPort: " + port + "}"), "port " + port);
    }
  }

  /** What systemd starts is a command line of this jar, with time enough to drain. */
  @Test
  void unitRunsAMember() throws IOException {
    String unit = Files.readString(CONF.resolve("cluster/pingone-tokens.service"));
    Matcher command = Pattern.compile("(?m)^ExecStart=.*? (serve (?:.*\\\\\n)*.*)$").matcher(unit);

    assertTrue(command.find());
    Main.commandLine().parseArgs(command.group(1).split("[\\\\\\s]+", -1));
    assertLeavesTimeToDrain(number(unit, "TimeoutStopSec=(\\d+)"), DEFAULT_DRAIN_MILLIS);
  }

  private static int number(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertTrue(found.find(), pattern);
    return Integer.parseInt(found.group(1));
  }

  /** Deregistration takes two seconds to spread before it drains. */
  private static void assertLeavesTimeToDrain(int seconds, int drainMillis) {
    assertTrue(seconds * 1000 > drainMillis + 2000);
  }
}
