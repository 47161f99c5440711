package dev.tokenflow.pingone.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Captures everything logged at or above a level while it is open, stack traces included. */
public final class CapturedLog extends Handler implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();

  private CapturedLog(Level level) {
    setLevel(level);
    root.addHandler(this);
    root.setLevel(level);
  }

  public static CapturedLog from(Level level) {
    return new CapturedLog(level);
  }

  @Override
  public void publish(LogRecord logged) {
    if (isLoggable(logged)) {
      records.add(logged);
    }
  }

  /** Everything captured, as text. */
  public String text() {
    return text(records);
  }

  static String text(Collection<LogRecord> records) {
    SimpleFormatter formatter = new SimpleFormatter();
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    for (LogRecord logged : records) {
      writer.println(logged.getLoggerName() + " " + formatter.format(logged));
    }
    return text.toString();
  }

  /** Returns what was captured since the last call, and forgets it. */
  List<LogRecord> drain() {
    List<LogRecord> drained = new ArrayList<>();
    for (LogRecord logged = records.poll(); logged != null; logged = records.poll()) {
      drained.add(logged);
    }
    return drained;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    root.setLevel(before);
  }
}
