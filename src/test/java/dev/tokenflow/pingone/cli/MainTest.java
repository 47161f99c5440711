package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all commands. */
@Timeout(60)
class MainTest {
  @Test
  void helpNamesTheCommandsAndTheExitCodes() {
    Run help = Run.of("--help");

    assertEquals(0, help.exitCode());
    for (String told :
        new String[] {
          "demo", "serve", "sandbox", "some acquisitions failed", "bad usage or configuration"
        }) {
      assertTrue(help.out().contains(told), help::out);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "demo; --users=N --concurrency=C",
        "serve; --conf=FILE --cluster --cluster-key=PEM --cluster-plaintext",
        "sandbox; --port=P --latency=MS --users=N --fault=STEP:N:KIND reset-before-read"
      })
  void helpOfACommandNamesItsOptions(String command, String options) {
    Run help = Run.of(command, "--help");

    assertEquals(0, help.exitCode());
    assertEquals("", help.err());
    assertTrue(help.out().startsWith("Usage: vertx-pingone-tokens " + command + " "), help::out);
    for (String option : options.split(" ", -1)) {
      assertTrue(help.out().contains(option), help::out);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dance", "", "--dance"})
  void unknownCommandIsBadUsage(String command) {
    assertBadUsage(Run.of(command), command);
  }

  @Test
  void noCommandIsBadUsage() {
    assertBadUsage(Run.of(), "Missing required subcommand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "sandbox"})
  void unknownOptionIsBadUsage(String command) {
    assertBadUsage(Run.of(command, "--dance"), "--dance");
  }

  @ParameterizedTest
  @CsvSource({
    "sandbox, --port, -1",
    "sandbox, --port, 65536",
    "sandbox, --latency, -1",
    "sandbox, --users, 0",
    "demo, --users, 0",
    "demo, --users, -5",
    "demo, --concurrency, 0"
  })
  void numberOutsideItsRangeIsBadUsage(String command, String option, String value) {
    assertBadUsage(Run.of(command, option, value), option + ": came " + value + ", expected ");
  }

  @Test
  void numberThatIsNoneIsBadUsage() {
    assertBadUsage(Run.of("demo", "--users", "many"), "--users");
  }

  @ParameterizedTest
  @CsvSource({
    "token:1, STEP:N:KIND",
    "tokens:1:status-500, credentials",
    "token:0:status-500, from 1 on",
    "token:1:status-418, status-429"
  })
  void faultThatIsNoneIsBadUsage(String fault, String told) {
    assertBadUsage(Run.of("sandbox", "--fault", fault), told);
  }

  private static void assertBadUsage(Run run, String told) {
    assertEquals(2, run.exitCode(), run::err);
    assertEquals("", run.out());
    assertTrue(run.err().contains(told), run::err);
  }
}
