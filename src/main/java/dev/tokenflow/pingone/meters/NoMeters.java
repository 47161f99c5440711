package dev.tokenflow.pingone.meters;

import dev.tokenflow.pingone.message.Step;
import io.vertx.core.AsyncResult;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Records nothing. */
enum NoMeters implements Meters {
  INSTANCE;

  @Override
  public long now() {
    return 0;
  }

  @Override
  public void ended(Step step, @Nullable Integer status, long since) {}

  @Override
  public void resent(Step step, ResendReason reason) {}

  @Override
  public void called(String operation, AsyncResult<?> ended, long since) {}

  @Override
  public void gauge(String name, Map<String, String> tags, DoubleSupplier value) {}

  @Override
  public void sharedGauge(String name, Map<String, String> tags, DoubleSupplier value) {}

  @Override
  public void close() {}
}
