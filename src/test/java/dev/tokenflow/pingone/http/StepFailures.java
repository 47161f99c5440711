package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.function.Executable;

/** The failure of a step that must fail. */
public final class StepFailures {
  private StepFailures() {}

  public static StepFailure of(Executable failing) {
    return assertThrows(StepException.class, failing).failure();
  }

  public static StepFailure of(Future<?> failing) {
    return of(() -> failing.await(20, TimeUnit.SECONDS));
  }
}
