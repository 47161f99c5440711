package dev.tokenflow.pingone.cli.acquire;

import dev.tokenflow.pingone.cli.acquire.UserMarks.Mark;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The results of earlier runs. They are read only, and stay locked until this is closed. */
final class PreviousResults implements Closeable {
  private static final int BATCH_OCTETS = 64 * 1024;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BATCH_OCTETS).limit(0);
  private final List<byte[]> batch = new ArrayList<>();
  private int batchOctets;
  private boolean ended;

  private PreviousResults(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static PreviousResults open(Path file) throws IOException {
    // A lock needs a file that is open for writing.
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileInUse.lock(file, channel);
    return new PreviousResults(file, channel);
  }

  /**
   * Whether a file has nothing that is not here: each of its lines begins one of these, in the same
   * order. So it is a copy that was not finished.
   */
  boolean hasCopy(Path copy) throws IOException {
    try (PreviousResults copied = open(copy)) {
      byte[] line = copied.next();
      for (byte[] result = next(); line != null && result != null; result = next()) {
        int common = Arrays.mismatch(line, result);
        if (common < 0 || common == line.length) {
          line = copied.next();
        }
      }
      rewind();
      return line == null;
    }
  }

  private void rewind() throws IOException {
    channel.position(0);
    buffer.limit(0);
    ended = false;
  }

  /**
   * Copies the lines that stay, each user's first, and marks their users. Half a line at the end is
   * left out, as a crash leaves one.
   *
   * @param stays whether a line with this ending stays; that of a user who is not listed stays in
   *     any case, since that user is not done again
   * @param err for the lines of users who have one before
   * @return how the listed users among them ended
   * @throws UnusableFileException if a line is no result: the file may be something else
   */
  Tally copy(
      ResultFile target, Predicate<Ending> stays, UserMarks marks, Stop stop, PrintWriter err)
      throws IOException {
    Tally kept = new Tally();
    long number = 0;
    for (byte[] line = next(); line != null && !stop.isAsked(); line = next()) {
      number++;
      PreviousLine result = PreviousLine.parse(line);
      if (result == null) {
        rejectUnlessHalf(line, number);
      } else if (stays.test(result.ending()) || !marks.has(result.username(), Mark.LISTED)) {
        if (marks.add(result.username(), Mark.KEPT)) {
          add(line, target);
          if (marks.has(result.username(), Mark.LISTED)) {
            kept.add(result.username(), result.ending());
          }
        } else {
          err.println(
              "--out: "
                  + file
                  + " line "
                  + number
                  + ": \""
                  + User.shown(result.username())
                  + "\" has a line already; the first one stays");
        }
      }
    }
    write(target);
    return kept;
  }

  private void rejectUnlessHalf(byte[] line, long number) {
    boolean blank = new String(line, StandardCharsets.US_ASCII).isBlank();
    // After a power failure the end may be zeros.
    boolean half = ended && line.length > 0 && (line[0] == '{' || line[0] == 0);
    if (!blank && !half) {
      throw new UnusableFileException(
          "--out: "
              + file
              + " line "
              + number
              + " is not a result of this command; the file is left as it is");
    }
  }

  /** The next line without its line break, or null after the last one. */
  private byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (buffer.hasRemaining() || fill()) {
      int from = buffer.position();
      int to = from;
      while (to < buffer.limit() && buffer.get(to) != '\n') {
        to++;
      }
      line.write(buffer.array(), from, to - from);
      if (to < buffer.limit()) {
        buffer.position(to + 1);
        return line.toByteArray();
      }
      buffer.position(to);
    }
    ended = true;
    return line.size() == 0 ? null : line.toByteArray();
  }

  private boolean fill() throws IOException {
    buffer.clear();
    int read = channel.read(buffer);
    buffer.flip();
    return read > 0;
  }

  private void add(byte[] line, ResultFile target) throws IOException {
    batch.add(line);
    batchOctets += line.length;
    if (batchOctets >= BATCH_OCTETS) {
      write(target);
    }
  }

  private void write(ResultFile target) throws IOException {
    IOException fault = target.append(batch).fault();
    if (fault != null) {
      throw fault;
    }
    batch.clear();
    batchOctets = 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
