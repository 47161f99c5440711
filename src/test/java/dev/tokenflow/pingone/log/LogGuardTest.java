package dev.tokenflow.pingone.log;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

@ExtendWith(LogGuardTest.ContextOfTheTest.class)
class LogGuardTest {
  private final LogGuard guard = new LogGuard();

  /** Lets a test call the guard as JUnit does. */
  static final class ContextOfTheTest implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType().equals(ExtensionContext.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context;
    }
  }

  @Test
  void errorFailsTheTest(ExtensionContext context) {
    Logger.getLogger("any").log(Level.SEVERE, "broken", new IllegalStateException("why"));

    AssertionError failure = assertThrows(AssertionError.class, () -> guard.afterEach(context));
    assertTrue(failure.getMessage().contains("broken"), failure::getMessage);
    assertTrue(failure.getMessage().contains("why"), failure::getMessage);
  }

  @Test
  void blockedEventLoopFailsTheTest(ExtensionContext context) {
    Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker").warning("blocked");

    assertThrows(AssertionError.class, () -> guard.afterEach(context));
  }

  @Test
  void otherWarningsDoNotFailIt(ExtensionContext context) {
    Logger.getLogger("any").warning("odd");

    guard.afterEach(context);
  }

  @Test
  @LogsErrors("to see that the guard lets it pass")
  void markedTestMayLogErrors(ExtensionContext context) {
    Logger.getLogger("any").severe("broken");

    guard.afterEach(context);
  }

  @Test
  @LogsErrors("a blocked event loop is not an error")
  void markedTestMustNotBlockAnEventLoop(ExtensionContext context) {
    Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker").warning("blocked");

    assertThrows(AssertionError.class, () -> guard.afterEach(context));
  }

  @Test
  void errorIsReportedOnce(ExtensionContext context) {
    Logger.getLogger("any").severe("broken");
    assertThrows(AssertionError.class, () -> guard.afterEach(context));

    guard.afterEach(context);
  }
}
