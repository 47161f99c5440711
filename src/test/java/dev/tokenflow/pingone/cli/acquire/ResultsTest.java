package dev.tokenflow.pingone.cli.acquire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.cli.acquire.UserMarks.Mark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of results: new, and of earlier runs. */
class ResultsTest {
  private static final String ALICE = "{\"username\":\"alice\",\"outcome\":\"tokens\",\"x\":[{}]}";
  private static final String BOB =
      "{\"outcome\":\"failed\",\"error\":\"timeout\",\"step\":\"token\",\"username\":\"bob\"}";
  private static final String CAROL =
      "{\"username\":\"carol\",\"outcome\":\"failed\",\"error\":\"account_locked\"}";
  private static final String DAVE =
      "{\"username\":\"dave\",\"outcome\":\"action_required\",\"status\":\"OTP_REQUIRED\"}";

  @TempDir Path folder;
  private Path out;
  private final UserMarks marks = new UserMarks();
  private final Stop stop = new Stop();

  @BeforeEach
  void listUsers() {
    out = folder.resolve("out.jsonl");
    for (String user : List.of("alice", "bob", "carol", "erin")) {
      marks.add(user, Mark.LISTED);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void createsFileThatOnlyItsOwnerReads(boolean resume) throws IOException {
    try (Results results = open(resume, Ending::isFinal)) {
      assertOwnerOnly();
      assertEquals(1, results.file().append(List.of(octets(ALICE))).lines());
    }

    assertEquals(ALICE + "\n", Files.readString(out));
  }

  @Test
  void leavesExistingFileAloneWithoutResume() throws IOException {
    Files.writeString(out, "");

    assertRejected("exists already", false);
  }

  @Test
  void rejectsFileInAFolderThatDoesNotExist() {
    out = folder.resolve("absent").resolve("out.jsonl");

    assertEquals(
        "--out: " + out + " cannot be written: its folder does not exist",
        assertThrows(UnusableFileException.class, () -> open(true, Ending::isFinal)).getMessage());
  }

  @Test
  void resumeKeepsFinalLinesAsTheyAre() throws IOException {
    write(ALICE, BOB, CAROL, DAVE);

    try (Results results = open(true, Ending::isFinal)) {
      assertEquals(lines(ALICE, CAROL, DAVE), Files.readString(out));
      assertOwnerOnly();
      // Dave is no longer among the users.
      assertEquals(2, results.kept().users());
      assertEquals(1, results.kept().tokens());
      results.file().append(List.of(octets(BOB)));
    }

    assertEquals(lines(ALICE, CAROL, DAVE, BOB), Files.readString(out));
    assertTrue(marks.has("carol", Mark.KEPT));
    assertFalse(marks.has("bob", Mark.KEPT));
    assertFalse(marks.has("erin", Mark.KEPT));
  }

  @Test
  void retryFailedKeepsTokensOnly() throws IOException {
    write(ALICE, BOB, CAROL, DAVE);

    open(true, Ending::isTokens).close();

    assertEquals(lines(ALICE), Files.readString(out));
  }

  @Test
  void keepsOneLinePerUser() throws IOException {
    write(BOB, ALICE, CAROL, ALICE.replace("[{}]", "1"));

    open(true, Ending::isFinal).close();

    assertEquals(lines(ALICE, CAROL), Files.readString(out));
  }

  @Test
  void cutsHalfALineAtTheEnd() throws IOException {
    for (int length = 1; length < CAROL.length(); length++) {
      Files.writeString(out, lines(ALICE) + CAROL.substring(0, length));
      UserMarks fresh = new UserMarks();

      Results.open(out, true, Ending::isFinal, fresh, stop).close();

      assertEquals(lines(ALICE), Files.readString(out));
      assertFalse(fresh.has("carol", Mark.KEPT));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0\0\0\0", "\n", "{\"username\":\"carol\",\"outcome\":\"failed\","})
  void cutsWhatACrashLeaves(String end) throws IOException {
    Files.writeString(out, lines(ALICE) + end);

    open(true, Ending::isFinal).close();

    assertEquals(lines(ALICE), Files.readString(out));
  }

  @Test
  void keepsWholeLineWithoutLineBreak() throws IOException {
    Files.writeString(out, lines(ALICE) + CAROL);

    open(true, Ending::isFinal).close();

    assertEquals(lines(ALICE, CAROL), Files.readString(out));
  }

  @Test
  void keepsLinesLongerThanAnyBuffer() throws IOException {
    String line = ALICE.replace("[{}]", "\"" + "x".repeat(300_000) + "\"");
    write(line, CAROL, line.replace("alice", "erin"), DAVE);

    open(true, Ending::isFinal).close();

    assertEquals(lines(line, CAROL, line.replace("alice", "erin"), DAVE), Files.readString(out));
  }

  /** It may be any other file, named by mistake. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "username,password\nalice,wonderland\n",
        "username,password",
        "{\"a\":1}\n",
        "{\"username\":\"alice\",\"outcome\":\"dance\"}\n",
        "{\"username\":\"alice\",\"outcome\":\"tokens\"} {}\n",
        "[]\n"
      })
  void leavesFileAloneThatHoldsOtherThings(String content) throws IOException {
    Files.writeString(out, content);

    assertRejected("line 1 is not a result of this command", true);
  }

  @Test
  void namesLineThatIsNoResult() throws IOException {
    write(ALICE, CAROL.substring(5), BOB);

    assertRejected("line 2 is not a result of this command", true);
  }

  @Test
  void rejectsFileThatAnotherRunWrites() throws IOException {
    write(ALICE);
    try (Results first = open(true, Ending::isFinal)) {
      assertRejected("is in use by another run", true);
      assertEquals(1, first.kept().users());
    }

    open(true, Ending::isFinal).close();
  }

  @Test
  void leavesFileAloneIfInterrupted() throws IOException {
    write(ALICE, BOB);
    stop.ask("interrupted");

    open(true, Ending::isFinal).close();

    assertEquals(lines(ALICE, BOB), Files.readString(out));
  }

  @Test
  void followsALinkToTheFile() throws IOException {
    write(ALICE, BOB);
    Path target = out;
    out = Files.createSymbolicLink(folder.resolve("link.jsonl"), target);

    open(true, Ending::isFinal).close();

    assertEquals(lines(ALICE), Files.readString(target));
    assertTrue(Files.isSymbolicLink(out));
  }

  private Results open(boolean resume, Predicate<Ending> stays) {
    return Results.open(out, resume, stays, marks, stop);
  }

  private void assertRejected(String message, boolean resume) throws IOException {
    String before = Files.readString(out);

    String text =
        assertThrows(UnusableFileException.class, () -> open(resume, Ending::isFinal)).getMessage();

    assertTrue(text.startsWith("--out: " + out + " " + message), text);
    assertEquals(before, Files.readString(out));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(out), files.toList());
    }
  }

  private void assertOwnerOnly() throws IOException {
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(out));
  }

  private void write(String... lines) throws IOException {
    Files.writeString(out, lines(lines));
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static byte[] octets(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
