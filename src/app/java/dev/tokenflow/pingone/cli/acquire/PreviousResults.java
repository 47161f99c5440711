package dev.tokenflow.pingone.cli.acquire;

import dev.tokenflow.pingone.cli.acquire.UserMarks.Mark;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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
   * Copies the lines that stay, each user's first, and marks their users. Half a line at the end is
   * left out, as a crash leaves one.
   *
   * @param stays whether a line with this ending stays
   * @return how the listed users among them ended
   * @throws UnusableFileException if a line is no result: the file may be something else
   */
  Tally copy(ResultFile target, Predicate<Ending> stays, UserMarks marks, Stop stop)
      throws IOException {
    Tally kept = new Tally();
    long number = 0;
    for (byte[] line = next(); line != null && !stop.isAsked(); line = next()) {
      number++;
      PreviousLine result = PreviousLine.parse(line);
      if (result == null) {
        rejectUnlessHalf(line, number);
      } else if (stays.test(result.ending()) && marks.add(result.username(), Mark.KEPT)) {
        add(line, target);
        if (marks.has(result.username(), Mark.LISTED)) {
          kept.add(result.username(), result.ending());
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
