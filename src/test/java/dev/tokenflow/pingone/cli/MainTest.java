package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all commands have in common. */
@Timeout(60)
class MainTest {
  @Test
  void helpListsCommandsAndExitCodes() {
    CommandRun help = CommandRun.of("--help");

    assertEquals(0, help.exitCode());
    for (String text :
        new String[] {
          "demo",
          "serve",
          "acquire",
          "doctor",
          "sandbox",
          "some acquisitions failed",
          "bad usage or configuration"
        }) {
      assertTrue(help.out().contains(text), help::out);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "demo; --users=N --concurrency=C",
        "acquire; --conf=FILE --users=FILE.csv --out=FILE.jsonl --concurrency=C --rate=R --resume --retry-failed --password-env=VAR",
        "serve; --conf=FILE --cluster --cluster-members=HOST:PORT,… --cluster-dns=NAME --cluster-bind=ADDRESS --cluster-port=N --cluster-name=NAME --cluster-key=PEM --cluster-cert=PEM --cluster-ca=PEM --cluster-plaintext",
        "doctor; --conf=FILE --username=NAME --password-env=VAR",
        "sandbox; --port=P --latency=MS --users=N --tls --max-streams=N --fault=STEP:N:KIND reset-before-read"
      })
  void helpOfEachCommandListsItsOptions(String command, String options) {
    CommandRun help = CommandRun.of(command, "--help");

    assertEquals(0, help.exitCode());
    assertEquals("", help.err());
    assertTrue(help.out().startsWith("Usage: vertx-pingone-tokens " + command + " "), help::out);
    for (String option : options.split(" ", -1)) {
      assertTrue(help.out().contains(option), help::out);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dance", "", "--dance"})
  void rejectsUnknownCommand(String command) {
    assertBadUsage(CommandRun.of(command), command);
  }

  @Test
  void rejectsMissingCommand() {
    assertBadUsage(CommandRun.of(), "Missing required subcommand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "sandbox"})
  void rejectsUnknownOption(String command) {
    assertBadUsage(CommandRun.of(command, "--dance"), "--dance");
  }

  @ParameterizedTest
  @CsvSource({
    "sandbox, --port, -1",
    "sandbox, --port, 65536",
    "sandbox, --latency, -1",
    "sandbox, --users, 0",
    "sandbox, --max-streams, -1",
    "sandbox, --requests-per-connection, -1",
    "sandbox, --idle-timeout, -1",
    "demo, --users, 0",
    "demo, --users, -5",
    "demo, --concurrency, 0"
  })
  void rejectsNumberOutOfRange(String command, String option, String value) {
    assertBadUsage(CommandRun.of(command, option, value), option + " is " + value + ", expected ");
  }

  @Test
  void rejectsTextInPlaceOfANumber() {
    assertBadUsage(CommandRun.of("demo", "--users", "many"), "--users");
  }

  @ParameterizedTest
  @CsvSource({
    "token:1, STEP:N:KIND",
    "tokens:1:status-500, credentials",
    "token:0:status-500, expected a positive whole number",
    "token:1:status-418, status-429"
  })
  void rejectsMalformedFault(String fault, String message) {
    assertBadUsage(CommandRun.of("sandbox", "--fault", fault), message);
  }

  private static void assertBadUsage(CommandRun run, String message) {
    assertEquals(2, run.exitCode(), run::err);
    assertEquals("", run.out());
    assertTrue(run.err().contains(message), run::err);
  }
}
