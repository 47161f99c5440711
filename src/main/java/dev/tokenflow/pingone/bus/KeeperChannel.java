package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.account.FollowedAccounts;
import dev.tokenflow.pingone.client.Operation;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.presence.Presence;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;

/**
 * Asks the instance that keeps the accounts, and waits for one while there is none.
 *
 * @param again where to ask after a wait: this instance may keep the accounts by then
 */
record KeeperChannel(
    Vertx vertx, Addresses addresses, Presence presence, FollowedAccounts.Keeper again)
    implements FollowedAccounts.Keeper {
  private static final Duration PAUSE = Duration.ofMillis(250);

  @Override
  public Future<Tokens> ask(AccountRequest request, Deadline deadline) {
    return presence.otherKeepers().stream()
        .filter(presence.instances().reached()::contains)
        .findFirst()
        .map(keeper -> ask(keeper, request, deadline))
        .orElseGet(() -> Future.failedFuture(noKeeper()))
        .recover(
            cause ->
                isWithoutKeeper(cause) && deadline.remaining().compareTo(PAUSE) > 0
                    ? vertx.timer(PAUSE.toMillis()).compose(waited -> again.ask(request, deadline))
                    : Future.failedFuture(cause));
  }

  private Future<Tokens> ask(String keeper, AccountRequest request, Deadline deadline) {
    DeliveryOptions delivery =
        SendTimeout.expiringDelivery(Duration.ofMillis(Math.max(1, deadline.remainingMillis())))
            .addHeader(Listener.OPERATION, InstanceListener.KEPT_ACCOUNT);
    Route toKeeper =
        (operation, address, message) ->
            presence
                .instances()
                .await(
                    keeper,
                    vertx.eventBus().request(addresses.instance(keeper), message, delivery));
    return new EventBusChannel(addresses, toKeeper).call(Operation.ACCOUNT, request);
  }

  /** The keeper's own failures have the step of a request to PingOne. */
  private static boolean isWithoutKeeper(Throwable cause) {
    return cause instanceof StepException
        || (cause instanceof PingOneException failed
            && failed.failure().error() == ErrorCode.UNAVAILABLE
            && failed.failure().step() == Step.REQUEST);
  }

  private static StepException noKeeper() {
    return StepException.of(
        ErrorCode.UNAVAILABLE, Step.REQUEST, "no instance keeps the accounts at the moment");
  }
}
