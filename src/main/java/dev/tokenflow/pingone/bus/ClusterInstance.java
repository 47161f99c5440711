package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.account.AccountCopy;
import dev.tokenflow.pingone.client.PingOneClient;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.presence.KeeperElection;
import dev.tokenflow.pingone.presence.Presence;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An instance's part in a cluster: it says that it is alive, takes what is sent to it by name, and
 * shares the accounts, which one instance keeps, with the others.
 */
public final class ClusterInstance {
  private final Vertx vertx;
  private final Listener shared;
  private final Addresses addresses;
  private final Presence presence;
  private final InstanceListener listener;
  private final MessageConsumer<?> byName;
  private @Nullable KeeperElection election;
  private boolean keeper;

  public ClusterInstance(Vertx vertx, Listener shared, Addresses addresses, Presence presence) {
    this.vertx = vertx;
    this.shared = shared;
    this.addresses = addresses;
    this.presence = presence;
    this.listener = new InstanceListener(shared, shared.silent(), () -> keeper);
    this.byName = listener.listen(addresses.instance(presence.id()));
  }

  /** Completes when the cluster knows this instance's own address. */
  public Future<Void> listening() {
    return byName.completion();
  }

  /** Keeps the accounts, or follows the instance that does. */
  public void shareAccounts() {
    follow();
    shared.client().accountCopies().sendTo(this::sendToOthers);
    presence
        .instances()
        .onReached(
            newcomer -> {
              if (keeper) {
                shared.client().accountCopies().all().forEach(copy -> send(newcomer, copy));
              }
            });
    election = new KeeperElection(vertx, presence, this::keep, this::follow);
  }

  /** Hands the accounts over to another instance, and asks for no further requests. */
  public void leave() {
    if (election != null) {
      election.close();
    }
    presence.heartbeat().leave();
  }

  /** Stops receiving what is sent to it by name, and waiting for another keeper. */
  public Future<Void> end() {
    if (election != null) {
      // Who waits for a keeper, or for its reply, asks again after a pause, and gets this answer.
      shared
          .client()
          .followAccounts(
              (request, deadline) -> Future.failedFuture(StepException.closed(Step.REQUEST)));
    }
    return byName.unregister();
  }

  private void keep() {
    keeper = true;
    shared.client().keepAccounts(shared.publisher(), this::isStillKeeper);
  }

  private boolean isStillKeeper() {
    presence.heartbeat().checkGap();
    return keeper;
  }

  private void follow() {
    keeper = false;
    PingOneClient client = shared.client();
    client.followAccounts(new KeeperChannel(vertx, addresses, presence, client::account));
  }

  private void sendToOthers(AccountCopy copy) {
    presence.instances().reached().forEach(other -> send(other, copy));
  }

  private void send(String other, AccountCopy copy) {
    if (!other.equals(presence.id())) {
      listener.send(addresses.instance(other), copy);
    }
  }
}
