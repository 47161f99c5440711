package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.function.Executable;

/** The failure of what has to fail. */
public final class Failures {
  private Failures() {}

  public static Failure of(Executable refused) {
    return assertThrows(PingOneException.class, refused).failure();
  }

  public static Failure of(Future<?> refused) {
    return of(() -> refused.await(20, TimeUnit.SECONDS));
  }
}
