package dev.tokenflow.pingone.options;

import static dev.tokenflow.pingone.options.Loading.minimal;
import static dev.tokenflow.pingone.options.Loading.withoutSecret;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the client secret comes from, and that it is shown nowhere. */
class ClientSecretTest {
  @RegisterExtension static final Loading LOADING = new Loading();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"s3cret €", "s3cret €\n", "s3cret €\r\n", "s3cret €\n\n"})
  void takesSecretWithoutLineBreaksAtItsEnd(String content) throws Exception {
    JsonObject inVariable = withoutSecret().put("clientSecretEnv", "PINGONE_SECRET");

    assertEquals("s3cret €", secretOf(withoutSecret().put("clientSecret", content), Map.of()));
    assertEquals("s3cret €", secretOf(inVariable, Map.of("PINGONE_SECRET", content)));
    assertEquals("s3cret €", secretOf(inFile(write(content)), Map.of()));
    assertEquals("s3cret €", secretOf(inFile(write("\uFEFF" + content)), Map.of()));
  }

  static Stream<Arguments> impossibleSecrets() {
    return Stream.of(
        Arguments.of(" s3cret", "begins or ends with a blank"),
        Arguments.of("s3cret \n", "begins or ends with a blank"),
        Arguments.of("\ts3cret", "begins or ends with a blank"),
        Arguments.of("\ns3cret", "begins or ends with a blank"),
        Arguments.of("s3cret\u00A0", "begins or ends with a blank"),
        Arguments.of("\uFEFF\uFEFFs3cret", "begins or ends with a blank"),
        Arguments.of("s3cret\u200B", "begins or ends with a blank"),
        Arguments.of("\u202As3cret", "begins or ends with a blank"),
        Arguments.of("s3cret\nsecond", "has several lines"),
        Arguments.of("s3cret\rsecond\n", "has several lines"),
        Arguments.of("s3\tcret", "contains a control character"),
        Arguments.of("s3\u0000cret", "contains a control character"),
        Arguments.of("s3\u0085cret", "contains a control character"),
        Arguments.of("s3cr\uFFFDt", "contains U+FFFD, so something took it for another encoding"));
  }

  /** PingOne would count each try with it as a wrong secret or password. */
  @ParameterizedTest
  @MethodSource("impossibleSecrets")
  void rejectsSecretThatCannotBeRight(String secret, String fault) throws IOException {
    String expected = ", expected the application's client secret";

    assertEquals(
        List.of("clientSecret: " + fault + expected),
        LOADING.faults(withoutSecret().put("clientSecret", secret)));
    assertEquals(
        List.of("clientSecretFile: the file " + fault + expected + " in it"),
        LOADING.faults(inFile(write(secret))));
    assertEquals(
        List.of("clientSecretEnv: the variable " + fault + expected + " in it"),
        LOADING.faults(
            withoutSecret().put("clientSecretEnv", "PINGONE_SECRET"),
            Map.of("PINGONE_SECRET", secret)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret\uD83D", "\uDE00s3cret", "\uDE00\uD83D"})
  void rejectsHalfASurrogatePair(String secret) {
    assertEquals(
        List.of(
            "clientSecret: contains half a surrogate pair,"
                + " expected the application's client secret"),
        LOADING.faults(withoutSecret().put("clientSecret", secret)));
  }

  @Test
  void acceptsWholeSurrogatePair() throws Exception {
    assertEquals("s3cret😀", secretOf(inFile(write("s3cret😀")), Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"ISO-8859-1, is not UTF-8", "UTF-16, 'is UTF-16, not UTF-8'"})
  void rejectsFileInAnotherEncoding(Charset charset, String fault) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "s3crét", charset);

    assertEquals(
        List.of(
            "clientSecretFile: the file "
                + fault
                + ", expected the application's client secret in it"),
        LOADING.faults(inFile(file)));
  }

  @Test
  void readsEnvironmentVariable() throws Exception {
    JsonObject configuration = withoutSecret().put("clientSecretEnv", "PINGONE_SECRET");

    assertEquals("s3cret", secretOf(configuration, Map.of("PINGONE_SECRET", "s3cret")));
  }

  @Test
  void requiresOneSource() {
    assertEquals(
        List.of(
            "clientSecret: missing, expected clientSecret, clientSecretFile or clientSecretEnv"),
        LOADING.faults(withoutSecret()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void rejectsEmptyValue(String value) {
    assertEquals(
        List.of("clientSecret: is an empty string, expected the application's client secret"),
        LOADING.faults(withoutSecret().put("clientSecret", value)));
  }

  @Test
  void emptySourceIsAbsentBesideAnother() throws Exception {
    JsonObject configuration =
        withoutSecret()
            .put("clientSecret", "")
            .put("clientSecretFile", "")
            .put("clientSecretEnv", "PINGONE_SECRET");

    assertEquals("s3cret", secretOf(configuration, Map.of("PINGONE_SECRET", "s3cret")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \t\r\n"})
  void rejectsFileWithoutSecret(String content) throws IOException {
    Path file = write(content);

    assertEquals(
        List.of(
            "clientSecretFile: the file is empty, expected the application's client secret in it"),
        LOADING.faults(inFile(file)));
  }

  /** A user who mistakes the key writes the secret itself there. */
  @ParameterizedTest
  @ValueSource(strings = {"clientSecretFile", "clientSecretEnv"})
  void doesNotShowSecretUnderWrongKey(String key) {
    List<String> faults = LOADING.faults(withoutSecret().put(key, "the-secret-itself"));

    assertEquals(1, faults.size());
    assertFalse(faults.get(0).contains("the-secret-itself"), faults::toString);
  }

  @Test
  void rejectsMissingFile() {
    Path file = folder.resolve("absent");

    assertEquals(
        List.of("clientSecretFile: the file cannot be read"), LOADING.faults(inFile(file)));
  }

  @Test
  void rejectsPathThatIsNone() {
    assertEquals(
        List.of("clientSecretFile: the file cannot be read"),
        LOADING.faults(withoutSecret().put("clientSecretFile", "secret\u0000")));
  }

  @Test
  void rejectsFolder() {
    assertEquals(
        List.of("clientSecretFile: the file is a directory"), LOADING.faults(inFile(folder)));
  }

  /** Of a device that never ends as little is read. */
  @Test
  void rejectsFileThatIsLargerThanASecret() throws Exception {
    String secret = "s".repeat(64 * 1024);

    assertEquals(secret, secretOf(inFile(write(secret)), Map.of()));
    assertEquals(
        List.of("clientSecretFile: the file is larger than 64 KiB"),
        LOADING.faults(inFile(write(secret + "\n"))));
    Path endless = Path.of("/dev/zero");
    if (Files.exists(endless)) {
      assertEquals(
          List.of("clientSecretFile: the file is larger than 64 KiB"),
          LOADING.faults(inFile(endless)));
    }
  }

  /** With a search for the end of the text from each line break, this would take minutes. */
  @Test
  void rejectsManyLinesInOneGo() {
    String many = "\n".repeat(1_000_000) + "s3cret";

    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () ->
            assertEquals(
                List.of(
                    "clientSecret: begins or ends with a blank,"
                        + " expected the application's client secret"),
                LOADING.faults(withoutSecret().put("clientSecret", many))));
  }

  @Test
  void rejectsMissingVariable() {
    assertEquals(
        List.of(
            "clientSecretEnv: the variable is empty or missing,"
                + " expected the application's client secret in it"),
        LOADING.faults(withoutSecret().put("clientSecretEnv", "PINGONE_SECRET")));
  }

  @Test
  void rejectsBlankVariable() {
    assertEquals(
        List.of(
            "clientSecretEnv: the variable is empty or missing,"
                + " expected the application's client secret in it"),
        LOADING.faults(
            withoutSecret().put("clientSecretEnv", "PINGONE_SECRET"),
            Map.of("PINGONE_SECRET", " ")));
  }

  @ParameterizedTest
  @CsvSource({
    "clientSecret, clientSecretFile",
    "clientSecret, clientSecretEnv",
    "clientSecretFile, clientSecretEnv"
  })
  void rejectsTwoSources(String one, String other) {
    assertEquals(
        List.of(one + ": is given together with " + other + ", expected only one of them"),
        LOADING.faults(withoutSecret().put(one, "s3cret").put(other, "s3cret")));
  }

  @Test
  void showsValueInNoFault() {
    JsonObject configuration =
        minimal()
            .put("clientSecretEnv", "PINGONE_SECRET")
            .put("clientSecrett", Loading.SECRET)
            .put("maxInFlight", 0);

    List<String> faults = LOADING.faults(configuration, Map.of("PINGONE_SECRET", Loading.SECRET));

    assertEquals(3, faults.size(), faults::toString);
    assertFalse(faults.toString().contains(Loading.SECRET), faults::toString);
  }

  @Test
  void doesNotShowValueOfAnotherType() {
    assertEquals(
        List.of("clientSecret: is an array," + " expected the application's client secret"),
        LOADING.faults(withoutSecret().put("clientSecret", new JsonArray().add(Loading.SECRET))));
  }

  @Test
  void masksSecretInToString() {
    assertEquals("ClientSecret[***]", new ClientSecret("s3cret").toString());
  }

  @Test
  void usesUtf8OctetsAsKey() {
    assertArrayEquals(
        new byte[] {(byte) 0xE2, (byte) 0x82, (byte) 0xAC},
        new ClientSecret("€").octets().getBytes());
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("secret"), content);
  }

  private static JsonObject inFile(Path file) {
    return withoutSecret().put("clientSecretFile", file.toString());
  }

  private static String secretOf(JsonObject configuration, Map<String, String> environment)
      throws Exception {
    return LOADING.load(configuration, environment).clientSecret().value();
  }
}
