package dev.tokenflow.pingone.cli.acquire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of results, to which whole lines are appended. Only its owner can read it. */
final class ResultFile implements Closeable {
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

  private final Path path;
  private final FileChannel channel;
  // Where the last whole line ends.
  private long end;
  private boolean cut = true;

  private ResultFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * What became of lines.
   *
   * @param lines how many of them are in the file, counted from the first
   * @param fault why the others are not, or null
   */
  record Appended(int lines, @Nullable IOException fault) {}

  /**
   * Creates a file.
   *
   * @throws FileAlreadyExistsException if there is one
   */
  static ResultFile create(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, NEW, ownerOnly(path));
    FileInUse.lock(path, channel);
    return new ResultFile(path, channel);
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Appends lines. Half a line, which may be all that a full disk takes, is removed again. */
  Appended append(List<byte[]> lines) {
    ByteBuffer octets = ByteBuffer.allocate(lines.stream().mapToInt(line -> line.length + 1).sum());
    lines.forEach(line -> octets.put(line).put((byte) '\n'));
    octets.flip();
    try {
      cutHalfLine();
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      end += octets.limit();
      return new Appended(lines.size(), null);
    } catch (IOException fault) {
      return new Appended(keepWhole(lines, octets.position()), fault);
    }
  }

  /** Keeps those lines that were written whole, and returns their number. */
  private int keepWhole(List<byte[]> lines, int written) {
    int whole = 0;
    int length = 0;
    while (length + lines.get(whole).length + 1 <= written) {
      length += lines.get(whole).length + 1;
      whole++;
    }
    end += length;
    cut = false;
    try {
      cutHalfLine();
    } catch (IOException notNow) {
      // The next append tries again; until then the file ends as after a crash.
    }
    return whole;
  }

  private void cutHalfLine() throws IOException {
    if (!cut) {
      channel.truncate(end);
      channel.position(end);
      cut = true;
    }
  }

  /** Takes the place of another file, at once and whole. */
  void replace(Path other) throws IOException {
    channel.force(true);
    Files.move(path, other, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Closes and deletes it. */
  void delete() throws IOException {
    close();
    Files.deleteIfExists(path);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
