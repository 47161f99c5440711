package dev.tokenflow.pingone.cli.acquire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The file of results, open for the lines of this run.
 *
 * @param kept how the users ended whose lines from before stay
 * @param previous the earlier file, whose lock holds until the end, or null
 */
record Results(ResultFile file, Tally kept, @Nullable PreviousResults previous)
    implements Closeable {

  /**
   * Opens a new file, or with {@code --resume} the one of earlier runs.
   *
   * @param resume whether there may be a file already
   * @param stays whether a line with this ending stays
   * @throws UnusableFileException naming the file, which is then as it was
   */
  static Results open(
      Path out, boolean resume, Predicate<Ending> stays, UserMarks marks, Stop stop) {
    try {
      return resume && Files.exists(out)
          ? resume(out.toRealPath(), stays, marks, stop)
          : new Results(ResultFile.create(out), new Tally(), null);
    } catch (FileAlreadyExistsException exists) {
      throw fault(out, "exists already; --resume goes on with it, and nothing else changes it");
    } catch (IOException unusable) {
      throw fault(out, "cannot be written: " + reason(unusable));
    }
  }

  /** Writes a new file beside the old one, which it then replaces at once. */
  private static Results resume(Path out, Predicate<Ending> stays, UserMarks marks, Stop stop)
      throws IOException {
    if (!Files.isRegularFile(out)) {
      throw fault(out, "is not a regular file");
    }
    Path beside = out.resolveSibling(out.getFileName() + ".resume");
    PreviousResults previous = PreviousResults.open(out);
    ResultFile file = null;
    try {
      Files.deleteIfExists(beside);
      file = ResultFile.create(beside);
      Tally kept = previous.copy(file, stays, marks, stop);
      if (!stop.isAsked()) {
        file.replace(out);
      }
      return new Results(file, kept, previous);
    } catch (IOException | UnusableFileException failed) {
      if (file != null) {
        file.close();
      }
      previous.close();
      throw failed;
    } finally {
      // It is there only if it did not replace the old one.
      Files.deleteIfExists(beside);
    }
  }

  private static UnusableFileException fault(Path out, String what) {
    return new UnusableFileException("--out: " + out + " " + what);
  }

  /** Why a file cannot be used, without its name. */
  static String reason(IOException fault) {
    if (fault instanceof NoSuchFileException) {
      return "its folder does not exist";
    }
    if (fault instanceof AccessDeniedException) {
      return "access is denied";
    }
    String reason =
        fault instanceof FileSystemException named ? named.getReason() : fault.getMessage();
    return reason == null ? fault.getClass().getSimpleName() : reason;
  }

  @Override
  public void close() throws IOException {
    file.close();
    if (previous != null) {
      previous.close();
    }
  }
}
