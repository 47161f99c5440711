package dev.tokenflow.pingone.cli.acquire;

import dev.tokenflow.pingone.message.MalformedRequestException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads users from a CSV file with the columns {@code username}, {@code password} and, if users
 * have their own, {@code scope}, in any order.
 */
final class UserReader implements Closeable {
  private static final String USERNAME = "username";
  private static final String PASSWORD = "password";
  private static final String SCOPE = "scope";
  private static final Set<String> COLUMNS = Set.of(USERNAME, PASSWORD, SCOPE);

  private final CsvRows rows;
  private final @Nullable String commonPassword;
  private final List<String> header;

  private UserReader(CsvRows rows, @Nullable String commonPassword, List<String> header) {
    this.rows = rows;
    this.commonPassword = commonPassword;
    this.header = header;
  }

  /**
   * Opens a file and reads its header.
   *
   * @param commonPassword the password of all users, or null to read the column {@code password}
   * @throws MalformedLineException if the header is malformed
   */
  static UserReader open(Path file, @Nullable String commonPassword) throws IOException {
    CsvRows rows = CsvRows.open(file);
    try {
      return new UserReader(rows, commonPassword, header(rows.next(), commonPassword == null));
    } catch (MalformedLineException | IOException unusable) {
      rows.close();
      throw unusable;
    }
  }

  private static List<String> header(CsvRows.@Nullable Row row, boolean needsPassword) {
    // Without a header the first line is a user, whose password must not be shown.
    if (row == null || row.fields().stream().noneMatch(COLUMNS::contains)) {
      throw new MalformedLineException(
          row == null ? 1 : row.line(), "there is no header, expected username,password");
    }
    Set<String> found = new HashSet<>();
    for (String column : row.fields()) {
      if (!COLUMNS.contains(column)) {
        throw new MalformedLineException(
            row.line(),
            "the header has the column \""
                + User.shown(column)
                + "\", expected username, password and scope only");
      }
      if (!found.add(column)) {
        throw new MalformedLineException(
            row.line(), "the header has the column " + column + " twice");
      }
    }
    for (String column : needsPassword ? List.of(USERNAME, PASSWORD) : List.of(USERNAME)) {
      if (!found.contains(column)) {
        throw new MalformedLineException(
            row.line(),
            "the header has no column "
                + column
                + (column.equals(PASSWORD)
                    ? "; --password-env VAR gives all users the same password"
                    : ""));
      }
    }
    return row.fields();
  }

  /**
   * The next user, or null after the last one.
   *
   * @throws MalformedLineException if the next line is no user; there may be more after it
   */
  @Nullable User next() throws IOException {
    CsvRows.Row row = rows.next();
    if (row == null) {
      return null;
    }
    if (row.fields().size() != header.size()) {
      throw new MalformedLineException(
          row.line(),
          "number of fields is "
              + row.fields().size()
              + ", expected "
              + header.size()
              + " as in the header");
    }
    String scope = field(row, SCOPE);
    User user =
        new User(
            row.line(),
            field(row, USERNAME),
            commonPassword == null ? field(row, PASSWORD) : commonPassword,
            scope.isBlank() ? null : scope);
    try {
      user.request().validate();
    } catch (MalformedRequestException malformed) {
      throw new MalformedLineException(row.line(), malformed.description());
    }
    return user;
  }

  /** The value of a column; an empty string without the column. */
  private String field(CsvRows.Row row, String column) {
    int index = header.indexOf(column);
    return index < 0 ? "" : row.fields().get(index);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
