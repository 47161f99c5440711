package dev.tokenflow.pingone.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The calls that run or wait for their turn, and the end of them all. */
final class RunningCalls {
  private int number;
  private @Nullable Promise<Void> ended;
  private BooleanSupplier isOver = () -> true;

  /** Counts a call until it ends. */
  <T> Future<T> count(Future<T> call) {
    number++;
    return call.onComplete(
        over -> {
          number--;
          look();
        });
  }

  int number() {
    return number;
  }

  /**
   * The end of all calls, including those that begin before that.
   *
   * @param isOver whether that is enough, asked whenever no call is left
   */
  Future<Void> end(BooleanSupplier isOver) {
    this.isOver = isOver;
    ended = Promise.promise();
    Future<Void> end = ended.future();
    look();
    return end;
  }

  private void look() {
    if (ended != null && number == 0 && isOver.getAsBoolean()) {
      ended.tryComplete();
    }
  }
}
