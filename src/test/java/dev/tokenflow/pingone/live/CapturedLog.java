package dev.tokenflow.pingone.live;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Captures everything logged at or above a level while it is open, stack traces included. */
final class CapturedLog extends Handler implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();

  private CapturedLog(Level level) {
    setLevel(level);
    root.addHandler(this);
    root.setLevel(level);
  }

  static CapturedLog from(Level level) {
    return new CapturedLog(level);
  }

  @Override
  public void publish(LogRecord logged) {
    if (isLoggable(logged)) {
      records.add(logged);
    }
  }

  /** Everything captured, as text. */
  String text() {
    SimpleFormatter formatter = new SimpleFormatter();
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    for (LogRecord logged : records) {
      writer.println(logged.getLoggerName() + " " + formatter.format(logged));
    }
    return text.toString();
  }

  /** The messages logged as errors. */
  List<String> errors() {
    return records.stream()
        .filter(logged -> logged.getLevel().equals(Level.SEVERE))
        .map(LogRecord::getMessage)
        .toList();
  }

  /** The messages of one logger. */
  List<String> messagesOf(String logger) {
    return records.stream()
        .filter(logged -> logger.equals(logged.getLoggerName()))
        .map(LogRecord::getMessage)
        .toList();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    root.setLevel(before);
  }
}
