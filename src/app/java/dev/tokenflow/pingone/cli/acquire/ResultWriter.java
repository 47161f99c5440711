package dev.tokenflow.pingone.cli.acquire;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes the line of each result on a thread of its own. After a line that cannot be written it
 * keeps what comes, and tries once more at the end: the disk may have room again.
 */
final class ResultWriter {
  private static final Duration LONGEST_WRITE = Duration.ofMinutes(1);

  private final ResultFile file;
  private final Consumer<Result> whenWritten;
  private final Consumer<Result> whenHandled;
  private final Consumer<IOException> whenNotWritten;
  private final BlockingQueue<Result> waiting = new LinkedBlockingQueue<>();
  private final List<Result> unwritten = new ArrayList<>();
  // A result that comes after the end is too late for a line.
  private final ExecutorService thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> new Thread(task, "results"),
          new ThreadPoolExecutor.DiscardPolicy());

  /**
   * @param whenWritten called for each result whose line is in the file
   * @param whenHandled called for each result once, after the first try to write it
   * @param whenNotWritten called when a line cannot be written
   */
  ResultWriter(
      ResultFile file,
      Consumer<Result> whenWritten,
      Consumer<Result> whenHandled,
      Consumer<IOException> whenNotWritten) {
    this.file = file;
    this.whenWritten = whenWritten;
    this.whenHandled = whenHandled;
    this.whenNotWritten = whenNotWritten;
  }

  /** Writes the line of a result soon. Never blocks. */
  void add(Result result) {
    waiting.add(result);
    thread.execute(this::writeWaiting);
  }

  /** Lines that wait together are written together. */
  private void writeWaiting() {
    List<Result> batch = new ArrayList<>();
    waiting.drainTo(batch);
    try {
      if (unwritten.isEmpty()) {
        write(batch);
      } else {
        unwritten.addAll(batch);
      }
    } finally {
      batch.forEach(whenHandled);
    }
  }

  private void write(List<Result> batch) {
    if (batch.isEmpty()) {
      return;
    }
    ResultFile.Appended appended = file.append(batch.stream().map(Result::line).toList());
    batch.subList(0, appended.lines()).forEach(whenWritten);
    unwritten.addAll(batch.subList(appended.lines(), batch.size()));
    IOException fault = appended.fault();
    if (fault != null) {
      whenNotWritten.accept(fault);
    }
  }

  /** Ends the thread, after what waits was written, or once the disk takes nothing for a minute. */
  void close() throws InterruptedException {
    thread.execute(
        () -> {
          List<Result> again = List.copyOf(unwritten);
          unwritten.clear();
          write(again);
        });
    thread.shutdown();
    if (!thread.awaitTermination(LONGEST_WRITE.toSeconds(), TimeUnit.SECONDS)) {
      whenNotWritten.accept(new IOException("it takes no lines"));
    }
  }
}
