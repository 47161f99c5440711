package dev.tokenflow.pingone.cli.acquire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of a CSV file, and the check of the whole file. */
class UserReaderTest {
  @TempDir Path folder;

  /** The bar stands for a line break. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "username,password|alice,a1|bob,b2|; 2 alice a1, 3 bob b2",
        "username,password|alice,a1; 2 alice a1",
        "password,username|a1,alice; 2 alice a1",
        "\uFEFFusername,password|alice,a1; 2 alice a1",
        "\uFEFF\"username\",\"password\"|\"alice\",\"a1\"; 2 alice a1",
        "|username,password||alice,a1||bob,b2||; 4 alice a1, 6 bob b2",
        "username,password|\"al\"\"ice\",\"a,1\"; 2 al\"ice a,1",
        "username,password|\"al|ice\",a1|bob,\"b||2\"|eve,e3; 2 al|ice a1, 4 bob b||2, 7 eve e3",
        "username,password|größe,пароль; 2 größe пароль",
        "username,password| alice , a1 ; 2  alice   a1 ",
        "username,password|#alice,a1; 2 #alice a1",
        "scope,username,password|openid p1:read:user,alice,a1|,bob,b2; 2 alice a1 openid p1:read:user, 3 bob b2"
      })
  void readsUsers(String content, String expected) throws IOException {
    for (String lineBreak : List.of("\n", "\r\n")) {
      assertEquals(
          expected.replace("|", lineBreak),
          read(write(content.replace("|", lineBreak)), null).stream()
              .map(UserReaderTest::text)
              .collect(Collectors.joining(", ")));
    }
  }

  private static String text(User user) {
    return user.line()
        + " "
        + user.username()
        + " "
        + user.password()
        + (user.scope() == null ? "" : " " + user.scope());
  }

  @ParameterizedTest
  @ValueSource(strings = {"username|alice|bob", "password,username|a1,alice|,bob"})
  void givesAllUsersTheCommonPassword(String content) throws IOException {
    List<User> users = read(write(content.replace('|', '\n')), "common");

    assertEquals(List.of("alice", "bob"), users.stream().map(User::username).toList());
    assertEquals(List.of("common", "common"), users.stream().map(User::password).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "; line 1: there is no header",
        "alice,s3cret; line 1: there is no header",
        "||username|alice; line 3: the header has no column password; --password-env VAR",
        "password|s3cret; line 1: the header has no column username",
        "username,password,scopes|a,b,c; line 1: the header has the column \"scopes\", expected",
        "Username,password|a,b; line 1: the header has the column \"Username\", expected",
        "username,password,username|a,b,c; line 1: the header has the column username twice",
        "username,password|s3cret; line 2: number of fields is 1, expected 2",
        "username,password|alice,s3cret,openid; line 2: number of fields is 3, expected 2",
        "username,password|,s3cret; line 2: username is blank",
        "username,password|alice,; line 2: password is blank",
        "username,password,scope|alice,s3cret,open  id; line 2: scope has characters",
        "username,password|alice,s3\"cret; line 2: a field has a quote but does not begin with one",
        "username,password|alice, \"s3cret\"; line 2: a field has a quote but does not begin",
        "username,password|\"a|b\",x|alice,\"s3cret\"x|bob,b2; line 4: a field is too long, or begins",
        "username,password|alice,a1|bob,\"s3cret|eve,e3|; line 3: a field is too long, or begins"
      })
  void namesMalformedLineByNumberAndShowsNoPassword(String content, String expected)
      throws IOException {
    String message = rejected(write(content == null ? "" : content.replace('|', '\n')));

    assertTrue(message.contains("\n  " + expected), message);
    assertFalse(message.contains("s3"), message);
  }

  @Test
  void namesLineThatIsNotUtf8() throws IOException {
    Path file = folder.resolve("users.csv");
    Files.writeString(
        file, "username,password\nalice,a1\njosé,s3cret\n", StandardCharsets.ISO_8859_1);

    assertTrue(rejected(file).endsWith("\n  line 3: is not UTF-8"), rejected(file));
  }

  @Test
  void endsSearchForAClosingQuoteSoon() throws IOException {
    String many = "x,y\n".repeat(1_000_000);

    String message = rejected(write("username,password\nalice,\"a1\n" + many));

    assertTrue(message.contains("  line 2: a field is too long, or begins"), message);
  }

  @Test
  void namesLineWithAFieldThatIsTooLong() throws IOException {
    String message = rejected(write("username,password\nalice," + "a".repeat(70_000) + "\nbob,b2"));

    assertTrue(message.contains("  line 2: a field is too long, or begins"), message);
  }

  @Test
  void namesTheFirstTwentyMalformedLines() throws IOException {
    String message = rejected(write("username,password\n" + "alice\n".repeat(25)));

    assertEquals(22, message.lines().count(), message);
    assertTrue(message.contains("\n  line 21: ") && !message.contains("line 22: "), message);
    assertTrue(message.endsWith("\n  and 5 more"), message);
  }

  @Test
  void rejectsFileThatCannotBeReadTwice() {
    assertEquals("--users: " + folder + " is not a regular file", rejected(folder));
    Path absent = folder.resolve("absent.csv");
    assertEquals("--users: " + absent + " cannot be read", rejected(absent));
  }

  @Test
  void countsAndNamesUsersWhoAreThereTwice() throws IOException {
    Path file =
        write("username,password,scope\nalice,a1,\nbob,b2,\nalice,a3,p1:read:user\nAlice,a,");
    StringWriter err = new StringWriter();

    int users = UserCheck.run(file, null, new UserMarks(), new PrintWriter(err), new Stop());

    assertEquals(3, users);
    assertEquals(
        file + " line 4: \"alice\" is in the file already; the first line counts",
        err.toString().strip());
  }

  @Test
  void showsNamesOnOneLineWithoutEscapeSequences() {
    assertEquals("a?[31mb?c?d", User.shown("a\u001B[31mb\nc\u202Ed"));
    String name = IntStream.range(0, 300).mapToObj(i -> "😀").collect(Collectors.joining());
    assertEquals(61, User.shown(name).codePointCount(0, User.shown(name).length()));
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("users.csv"), content);
  }

  private static List<User> read(Path file, String commonPassword) throws IOException {
    try (UserReader reader = UserReader.open(file, commonPassword)) {
      List<User> users = new ArrayList<>();
      for (User user = reader.next(); user != null; user = reader.next()) {
        users.add(user);
      }
      assertNull(reader.next());
      return users;
    }
  }

  private static String rejected(Path file) {
    PrintWriter err = new PrintWriter(new StringWriter());
    return assertThrows(
            UnusableFileException.class,
            () -> UserCheck.run(file, null, new UserMarks(), err, new Stop()))
        .getMessage();
  }
}
