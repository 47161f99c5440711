package dev.tokenflow.pingone.cli.acquire;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A first pass over the users' file: counts its users and names what is wrong with it, before the
 * first password is sent.
 */
final class UserCheck {
  private static final int MAX_SHOWN = 20;

  private final Path file;
  private final PrintWriter err;
  private final UserMarks marks;
  private final List<String> malformed = new ArrayList<>();
  private int malformedLines;
  private int users;

  private UserCheck(Path file, PrintWriter err, UserMarks marks) {
    this.file = file;
    this.err = err;
    this.marks = marks;
  }

  /**
   * Checks the whole file, marks its users, and prints each line whose user came before.
   *
   * @return the number of users
   * @throws UnusableFileException naming the malformed lines, the first 20 of them
   */
  static int run(
      Path file, @Nullable String commonPassword, UserMarks marks, PrintWriter err, Stop stop) {
    if (!Files.isRegularFile(file)) {
      throw fault(file, Files.exists(file) ? "is not a regular file" : "cannot be read");
    }
    UserCheck check = new UserCheck(file, err, marks);
    try (UserReader reader = UserReader.open(file, commonPassword)) {
      while (!stop.isAsked() && check.next(reader)) {
        // Each line once.
      }
    } catch (MalformedLineException header) {
      check.add(header);
    } catch (IOException unreadable) {
      throw fault(file, "cannot be read");
    }
    check.rejectMalformed();
    return check.users;
  }

  private boolean next(UserReader reader) throws IOException {
    try {
      User user = reader.next();
      if (user == null) {
        return false;
      }
      if (marks.add(user.username(), UserMarks.Mark.LISTED)) {
        users++;
      } else {
        err.println(
            file
                + " line "
                + user.line()
                + ": \""
                + User.shown(user.username())
                + "\" is in the file already; the first line counts");
      }
    } catch (MalformedLineException line) {
      add(line);
    }
    return true;
  }

  private void add(MalformedLineException line) {
    malformedLines++;
    if (malformed.size() < MAX_SHOWN) {
      malformed.add("  " + line.getMessage());
    }
  }

  private void rejectMalformed() {
    if (malformedLines > 0) {
      String more =
          malformedLines > malformed.size()
              ? "\n  and " + (malformedLines - malformed.size()) + " more"
              : "";
      throw fault(
          file, "is malformed, no user was signed on:\n" + String.join("\n", malformed) + more);
    }
  }

  static UnusableFileException fault(Path file, String what) {
    return new UnusableFileException("--users: " + file + " " + what);
  }
}
