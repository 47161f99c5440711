package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Pauses;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/**
 * Waits for users who confirm on a device. It polls the flow, since PingOne announces the
 * confirmation in no other way.
 */
public final class PushConfirmation {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final Pauses pauses;

  /**
   * @param pauses closed with the client, which ends every wait with {@code unavailable}
   */
  public PushConfirmation(Pauses pauses) {
    this.pauses = pauses;
  }

  /**
   * Looks at a flow until it no longer waits for a confirmation.
   *
   * @param until when to give up and return the flow as it stands
   * @param look looks once
   * @return the result of the last look
   */
  public Future<FlowResult> await(
      OpenFlow flow, Deadline until, Function<OpenFlow, Future<FlowResult>> look) {
    return look.apply(flow)
        .compose(
            result ->
                result instanceof OpenFlow open
                        && open.meaning() == FlowStatus.PUSH_CONFIRMATION_REQUIRED
                        && until.remaining().compareTo(BETWEEN_LOOKS) > 0
                    ? pauses
                        .pause(Step.ACTION, BETWEEN_LOOKS)
                        .compose(waited -> await(open, until, look))
                    : Future.succeededFuture(result));
  }
}
