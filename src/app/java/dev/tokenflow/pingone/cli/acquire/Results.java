package dev.tokenflow.pingone.cli.acquire;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
  private static final String NOT_REGULAR = "is not a regular file";

  /**
   * Opens a new file, or with {@code --resume} the one of earlier runs.
   *
   * @param resume whether there may be a file already
   * @param stays whether a line with this ending stays
   * @param err for the lines that do not stay because their user has one before
   * @throws UnusableFileException naming the file, which is then as it was
   */
  static Results open(
      Path out,
      boolean resume,
      Predicate<Ending> stays,
      UserMarks marks,
      Stop stop,
      PrintWriter err) {
    try {
      return resume && Files.exists(out)
          ? resume(out.toRealPath(), stays, marks, stop, err)
          : new Results(ResultFile.create(out), new Tally(), null);
    } catch (FileAlreadyExistsException exists) {
      throw fault(out, inTheWay(out));
    } catch (IOException unusable) {
      throw fault(out, "cannot be written: " + reason(unusable));
    }
  }

  /** Writes a new file beside the old one, which it then replaces at once. */
  private static Results resume(
      Path out, Predicate<Ending> stays, UserMarks marks, Stop stop, PrintWriter err)
      throws IOException {
    if (!Files.isRegularFile(out)) {
      throw fault(out, NOT_REGULAR);
    }
    Path beside = out.resolveSibling(out.getFileName() + ".resume");
    PreviousResults previous = PreviousResults.open(out);
    try {
      deleteCopy(beside, previous);
      ResultFile file = ResultFile.create(beside);
      try {
        Tally kept = previous.copy(file, stays, marks, stop, err);
        if (stop.isAsked()) {
          file.delete();
        } else {
          file.replace(out);
        }
        return new Results(file, kept, previous);
      } catch (IOException | UnusableFileException failed) {
        file.delete();
        throw failed;
      }
    } catch (IOException | UnusableFileException failed) {
      previous.close();
      throw failed;
    }
  }

  /** Deletes the copy that a killed run left. Any other file of this name is the user's. */
  private static void deleteCopy(Path beside, PreviousResults results) throws IOException {
    if (!Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS) || !results.hasCopy(beside)) {
      throw fault(beside, "is in the way, and it is no copy of the results; move or delete it");
    }
    Files.delete(beside);
  }

  /** Why a new file cannot be made where something is. */
  private static String inTheWay(Path out) {
    if (Files.isRegularFile(out)) {
      return "exists already; --resume goes on with it, and nothing else changes it";
    }
    return Files.exists(out) ? NOT_REGULAR : "is a link to a file that does not exist";
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
