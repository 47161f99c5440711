package dev.tokenflow.pingone.cli.acquire;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** Keeps two runs from writing the same results: they would sign everybody on twice. */
final class FileInUse {
  private FileInUse() {}

  /**
   * Locks a file until its channel is closed.
   *
   * @throws UnusableFileException if another run has it
   */
  static void lock(Path file, FileChannel channel) {
    boolean free;
    try {
      free = channel.tryLock() != null;
    } catch (OverlappingFileLockException here) {
      free = false;
    } catch (IOException noLocks) {
      // Some network file systems have no locks.
      free = true;
    }
    if (!free) {
      throw new UnusableFileException("--out: " + file + " is in use by another run");
    }
  }
}
