package dev.tokenflow.pingone.log;

import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * Fails every test during which an error was logged or an event loop was blocked. JUnit registers
 * it for all tests, so it runs after everything that a test itself registers: what is logged while
 * a Vert.x closes counts too.
 */
public final class LogGuard implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(LogGuard.class);
  private static final String BLOCKED_THREADS = "io.vertx.core.impl.BlockedThreadChecker";

  @Override
  public void beforeAll(ExtensionContext context) {
    log(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    boolean logsErrors =
        isAnnotated(context.getRequiredTestMethod(), LogsErrors.class)
            || isAnnotated(context.getRequiredTestClass(), LogsErrors.class);
    check(context, logsErrors);
  }

  /** For what is logged after the last test of a class, when what its tests share is closed. */
  @Override
  public void afterAll(ExtensionContext context) {
    check(context, isAnnotated(context.getRequiredTestClass(), LogsErrors.class));
  }

  private static void check(ExtensionContext context, boolean logsErrors) {
    List<LogRecord> faults =
        log(context).drain().stream()
            .filter(logged -> isBlockedThread(logged) || (isError(logged) && !logsErrors))
            .toList();
    if (!faults.isEmpty()) {
      throw new AssertionError("logged during the test:\n" + CapturedLog.text(faults));
    }
  }

  private static boolean isError(LogRecord logged) {
    return logged.getLevel().equals(Level.SEVERE);
  }

  private static boolean isBlockedThread(LogRecord logged) {
    return BLOCKED_THREADS.equals(logged.getLoggerName());
  }

  /** The log of this JVM, captured from its first test to its last. */
  private static CapturedLog log(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            "log", once -> new Captured(CapturedLog.from(Level.WARNING)), Captured.class)
        .log();
  }

  private record Captured(CapturedLog log) implements CloseableResource {
    @Override
    public void close() {
      log.close();
    }
  }
}
