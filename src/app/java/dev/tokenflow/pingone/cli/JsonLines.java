package dev.tokenflow.pingone.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Log records as JSON objects, one a line. */
final class JsonLines extends Formatter {

  @Override
  public String format(LogRecord record) {
    JsonObject line =
        new JsonObject()
            .put("time", record.getInstant().toString())
            .put("level", record.getLevel().getName())
            .put("logger", record.getLoggerName())
            .put("thread", record.getLongThreadID())
            .put("message", formatMessage(record));
    if (record.getThrown() != null) {
      StringWriter trace = new StringWriter();
      record.getThrown().printStackTrace(new PrintWriter(trace));
      line.put("exception", trace.toString());
    }
    return line.encode() + System.lineSeparator();
  }
}
