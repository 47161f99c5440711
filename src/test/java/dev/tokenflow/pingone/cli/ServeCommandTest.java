package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code serve} fails if it cannot start. */
@Timeout(60)
class ServeCommandTest {
  @TempDir Path folder;

  @Test
  void rejectsMissingConf() {
    CommandRun run = CommandRun.of("serve");

    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("Missing required option: '--conf=FILE'"), run::err);
  }

  @Test
  void reportsAbsentFile() {
    Path absent = folder.resolve("absent.json");

    assertFails(absent, "--conf: " + absent + " cannot be read");
  }

  @Test
  void reportsFolderInPlaceOfAFile() {
    assertFails(folder, "--conf: " + folder + " is a directory");
  }

  @Test
  void reportsMisspelledOptionAfterTheFiles() {
    CommandRun run = CommandRun.of("serve", "--conf", "a.json", "--managment", "9090");

    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("Unknown option: '--managment'"), run::err);
  }

  @Test
  void reportsFileThatIsNotUtf8() throws IOException {
    Path conf = folder.resolve("conf.json");
    Files.writeString(conf, "{\n\"clientId\":\"é\"}", StandardCharsets.ISO_8859_1);

    assertFails(conf, "--conf: " + conf + " is not UTF-8 at line 2");
  }

  @Test
  void reportsBrokenUtf16() throws IOException {
    Path conf = folder.resolve("conf.json");
    Files.write(conf, new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0, '}'});

    assertFails(conf, "--conf: " + conf + " is not UTF-16 at line 1");
  }

  /** As Windows writes it. That it is read shows in the faults that it has. */
  @ParameterizedTest
  @CsvSource({"UTF-8, \uFEFF", "UTF-8, ''", "UTF-16LE, \uFEFF", "UTF-16BE, \uFEFF", "UTF-16, ''"})
  void readsUtf8AndUtf16(Charset charset, String mark) throws IOException {
    Path conf = folder.resolve("conf.json");
    Files.writeString(conf, mark + "// Größe\r\n{\"größe\": 1}", charset);

    CommandRun run = CommandRun.of("serve", "--conf", conf.toString());

    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("größe: unknown key"), run::err);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{|\"clientSecret\": s3cret}; 2; 23",
        "{|\"clientSecret\": \"s3cret\"|\"clientId\": 1}; 3; 1",
        "{|//s3cret||\"clientSecret\" = \"s3cret\"}; 4; 16",
        "{|\"größe\": 1,|}; 3; 1",
        "[\"s3cret\"]; 1; 1",
        "\"s3cret\"; 1; 1",
        "{\"clientSecret\": \"s3cret\"; 1; 26",
        "{\"clientSecret\": \"s3cret\"}|{\"clientSecret\": \"s3cret\"}; 2; 1",
        "{}|s3cret; 2; 7",
        "null; 1; 1"
      })
  void reportsInvalidJsonByPlaceWithoutQuotingIt(String lines, int line, int column)
      throws IOException {
    Path conf = write(lines.replace('|', '\n'));

    assertFails(
        conf, "--conf: " + conf + " is not a JSON object, see line " + line + ", column " + column);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\uFEFF"})
  void reportsEmptyFile(String content) throws IOException {
    Path conf = write(content);

    assertFails(conf, "--conf: " + conf + " is empty, expected a JSON object");
  }

  @Test
  void reportsAllFaultsOfAConfigurationWithComments() throws IOException {
    Path conf =
        write(
            """
            // Not yet ready.
            {
              "baseUrl": "http://auth.example.com", /* no TLS */
              "clientSecret": "",
              "redirectUri": "callback",
              "maxinflight": 5
            }
            """);

    CommandRun run = CommandRun.of("serve", "--conf", conf.toString());

    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    for (String fault :
        List.of(
            "the configuration has 5 faults:",
            "baseUrl: is \"http://auth.example.com\", expected an https URL",
            "clientId: missing",
            "clientSecret: is an empty string",
            "redirectUri: is \"callback\"",
            "maxinflight: unknown key, did you mean maxInFlight?")) {
      assertTrue(run.err().contains(fault), run::err);
    }
    assertFalse(run.err().contains("\tat "), run::err);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--cluster-plaintext",
        "--cluster-key=key.pem",
        "--cluster-ca=ca.pem",
        "--cluster-port=7800",
        "--cluster-dns=members"
      })
  void rejectsClusterOptionsWithoutCluster(String argument) throws IOException {
    CommandRun run = CommandRun.of("serve", "--conf", write("{}").toString(), argument);

    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("options require --cluster"), run::err);
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("conf.json"), content);
  }

  private static void assertFails(Path conf, String message) {
    CommandRun run = CommandRun.of("serve", "--conf", conf.toString());

    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertEquals(message, run.err().strip());
  }
}
