package dev.tokenflow.pingone.cli.acquire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.cli.acquire.UserMarks.Mark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
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
  private final StringWriter err = new StringWriter();

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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rejectsWhatIsNoFile(boolean resume) throws IOException {
    out = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("absent"));
    assertEquals("--out: " + out + " is a link to a file that does not exist", rejected(resume));

    out = folder;
    assertEquals("--out: " + out.toRealPath() + " is not a regular file", rejected(resume));
  }

  private String rejected(boolean resume) {
    return assertThrows(UnusableFileException.class, () -> open(resume, Ending::isFinal))
        .getMessage();
  }

  @Test
  void rejectsFileInAFolderThatDoesNotExist() {
    out = folder.resolve("absent").resolve("out.jsonl");

    assertEquals("--out: " + out + " cannot be written: its folder does not exist", rejected(true));
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
    write(ALICE, BOB, CAROL);

    open(true, Ending::isTokens).close();

    assertEquals(lines(ALICE), Files.readString(out));
  }

  /** Nobody does them again. */
  @Test
  void keepsLinesOfUsersWhoAreNotListed() throws IOException {
    String frank = BOB.replace("bob", "frank");
    write(BOB, frank, DAVE);

    open(true, Ending::isTokens).close();

    assertEquals(lines(frank, DAVE), Files.readString(out));
  }

  @Test
  void keepsOneLinePerUserAndNamesTheOthers() throws IOException {
    write(BOB, ALICE, CAROL, ALICE.replace("[{}]", "1"), DAVE, DAVE);

    open(true, Ending::isFinal).close();

    assertEquals(lines(ALICE, CAROL, DAVE), Files.readString(out));
    String same = "\" has a line already; the first one stays";
    assertEquals(
        List.of(
            "--out: " + out + " line 4: \"alice" + same,
            "--out: " + out + " line 6: \"dave" + same),
        err.toString().lines().toList());
  }

  @Test
  void cutsHalfALineAtTheEnd() throws IOException {
    for (int length = 1; length < CAROL.length(); length++) {
      Files.writeString(out, lines(ALICE) + CAROL.substring(0, length));
      UserMarks fresh = new UserMarks();

      open(true, Ending::isFinal, fresh).close();

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

  /** As a run leaves it that is killed at any octet of it. */
  @Test
  void replacesTheCopyOfARunThatWasKilled() throws IOException {
    String umlaut = CAROL.replace("carol", "jürgen");
    byte[] copy = octets(lines(ALICE, umlaut));
    for (int length = 0; length <= copy.length; length++) {
      write(ALICE, BOB, umlaut);
      Files.write(folder.resolve("out.jsonl.resume"), Arrays.copyOf(copy, length));

      open(true, Ending::isFinal, new UserMarks()).close();

      assertEquals(lines(ALICE, BOB, umlaut), Files.readString(out));
      assertOnlyOut();
    }
  }

  /** It may hold the results of another run, or anything else. */
  @ParameterizedTest
  @ValueSource(strings = {"notes", "\n\n\n", "{\"username\":\"erin\",\"outcome\":\"tokens\"}\n"})
  void leavesAnotherFileAloneThatIsInTheWay(String content) throws IOException {
    write(ALICE, BOB);
    Path other = Files.writeString(folder.resolve("out.jsonl.resume"), content);

    assertInTheWay(other);

    assertEquals(content, Files.readString(other));
  }

  @Test
  void leavesALinkAloneThatIsInTheWay() throws IOException {
    write(ALICE, BOB);
    Path link = Files.createSymbolicLink(folder.resolve("out.jsonl.resume"), out);

    assertInTheWay(link);

    assertTrue(Files.isSymbolicLink(link));
  }

  private void assertInTheWay(Path other) throws IOException {
    assertEquals(
        "--out: " + other + " is in the way, and it is no copy of the results; move or delete it",
        rejected(true));
    assertEquals(lines(ALICE, BOB), Files.readString(out));
  }

  @Test
  void leavesTheFileOfARunningOneAloneThatIsInTheWay() throws IOException {
    write(ALICE, BOB);
    Path results = out;
    out = folder.resolve("out.jsonl.resume");
    try (Results other = open(false, Ending::isFinal)) {
      out = results;
      String text = rejected(true);

      assertEquals("--out: " + out + ".resume is in use by another run", text);
      assertEquals(0, other.kept().users());
    }
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
    return open(resume, stays, marks);
  }

  private Results open(boolean resume, Predicate<Ending> stays, UserMarks users) {
    return Results.open(out, resume, stays, users, stop, new PrintWriter(err, true));
  }

  private void assertRejected(String message, boolean resume) throws IOException {
    String before = Files.readString(out);

    String text = rejected(resume);

    assertTrue(text.startsWith("--out: " + out + " " + message), text);
    assertEquals(before, Files.readString(out));
    assertOnlyOut();
  }

  private void assertOnlyOut() throws IOException {
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
