package dev.tokenflow.pingone.cli.acquire;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file (RFC 4180), in UTF-8 with or without a byte order mark. */
final class CsvRows implements Closeable {
  // Longer than any field may be. It ends the search for the end of a field.
  private static final int MAX_FIELD = 64 * 1024;
  // What a decoder puts in place of octets that are no UTF-8.
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * A row.
   *
   * @param line the number of the line in which it begins
   */
  record Row(long line, List<String> fields) {}

  private final CsvReader<Row> reader;
  private final CloseableIterator<Row> rows;
  private final RowBuilder builder = new RowBuilder();
  private boolean broken;

  private CsvRows(Path file) throws IOException {
    this.reader =
        CsvReader.builder()
            .detectBomHeader(true)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(MAX_FIELD)
            .build(builder, file, StandardCharsets.UTF_8);
    this.rows = reader.iterator();
  }

  static CsvRows open(Path file) throws IOException {
    return new CsvRows(file);
  }

  /**
   * The next row, or null after the last one. Empty lines are passed over.
   *
   * @throws MalformedLineException if there is none; after a field whose end is not found there is
   *     no next row, since its beginning is unknown
   */
  @Nullable Row next() throws IOException {
    try {
      if (broken || !rows.hasNext()) {
        return null;
      }
      Row row = rows.next();
      String fault = builder.fault;
      if (fault != null) {
        throw new MalformedLineException(row.line(), fault);
      }
      return row;
    } catch (CsvParseException syntax) {
      // Its text quotes the file, where a password may stand.
      broken = true;
      throw new MalformedLineException(
          builder.line,
          "a field is too long, or begins with a quote and does not end with one before the next"
              + " comma or line break (RFC 4180), so the lines after it are not checked");
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** Collects the fields of a row. */
  private static final class RowBuilder extends AbstractBaseCsvCallbackHandler<Row> {
    private final List<String> fields = new ArrayList<>();
    private long line = 1;
    private @Nullable String fault;

    @Override
    protected void handleBegin(long startingLineNumber) {
      line = startingLineNumber;
      fields.clear();
      fault = null;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
      String field = new String(buffer, offset, length);
      if (!quoted && field.indexOf('"') >= 0) {
        fault = "a field has a quote but does not begin with one, expected quotes as in RFC 4180";
      } else if (field.indexOf(REPLACEMENT) >= 0) {
        fault = "is not UTF-8";
      }
      fields.add(field);
    }

    @Override
    protected Row buildRecord() {
      return new Row(line, List.copyOf(fields));
    }
  }
}
