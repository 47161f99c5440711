package dev.tokenflow.pingone;

import dev.tokenflow.pingone.account.AccountLeader;
import dev.tokenflow.pingone.bus.Addresses;
import dev.tokenflow.pingone.bus.ClusterInstance;
import dev.tokenflow.pingone.bus.ExpiredFlows;
import dev.tokenflow.pingone.bus.InstanceProbe;
import dev.tokenflow.pingone.bus.Listener;
import dev.tokenflow.pingone.bus.Publisher;
import dev.tokenflow.pingone.client.Operation;
import dev.tokenflow.pingone.client.PingOneClient;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.options.RateScope;
import dev.tokenflow.pingone.presence.Presence;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gets PingOne tokens for callers on the event bus.
 *
 * <p>Deploy it by name, in any number of instances, with the configuration as its {@code config()}.
 * Deployment fails with {@code ConfigurationException}, which names every faulty field at once.
 * Each instance has its own connections, limits and keys.
 *
 * <p>On a clustered event bus its instances say once a second that they are alive, for those who
 * use {@code PingOneTokens.overEventBus}.
 *
 * <p>Undeploying takes no further requests, except the next steps of open flows, and lets what runs
 * end within {@code drainTimeoutMs}. Then each caller that still waits gets {@code unavailable},
 * and continuing a flow that is still open fails with {@code flow_expired}. Closing Vert.x does not
 * wait for next steps, since those who would send them close too.
 */
public final class PingOneVerticle extends VerticleBase {
  // How long the cluster takes to tell all its members of a change.
  private static final long SPREAD_MS = 2_000;

  // Those of the addresses that all instances share.
  private final List<MessageConsumer<?>> consumers = new ArrayList<>();
  private @Nullable PingOneClient client;
  private @Nullable String continueAt;
  private @Nullable AccountLeader accountLeader;
  private @Nullable Presence presence;
  private @Nullable ClusterInstance clusterInstance;

  /** Vert.x makes the instances, by the name of the class. */
  public PingOneVerticle() {}

  @Override
  public Future<?> start() {
    return PingOneOptions.load(vertx, config()).compose(this::run);
  }

  @Override
  public Future<?> stop() {
    if (client == null || continueAt == null) {
      return Future.succeededFuture();
    }
    if (accountLeader != null) {
      accountLeader.close();
    }
    PingOneClient draining = client;
    String address = continueAt;
    return leave(draining)
        .compose(left -> Future.join(consumers.stream().map(MessageConsumer::unregister).toList()))
        .transform(unregistered -> draining.drain(!isVertxClosing()))
        .compose(drained -> end(draining, address));
  }

  /** Goes on serving until all members of a cluster know that they must not send anything more. */
  private Future<?> leave(PingOneClient client) {
    if (clusterInstance == null) {
      return Future.succeededFuture();
    }
    clusterInstance.leave();
    return client.drains() ? vertx.timer(SPREAD_MS) : Future.succeededFuture();
  }

  private Future<?> end(PingOneClient client, String continueAt) {
    Instant lastFlowExpires = client.dropFlows();
    return Future.join(
        List.of(
            client.close(),
            clusterInstance == null ? Future.succeededFuture() : clusterInstance.end(),
            presence == null ? Future.succeededFuture() : presence.end(),
            lastFlowExpires == null
                ? Future.succeededFuture()
                : ExpiredFlows.answer(vertx, continueAt, lastFlowExpires)));
  }

  private boolean isVertxClosing() {
    return ((VertxInternal) vertx).closeFuture().isClosed();
  }

  private Future<Void> run(PingOneOptions options) {
    Addresses addresses = new Addresses(options.address());
    String instance = UUID.randomUUID().toString();
    String continueAt = addresses.continueAt(instance);
    PingOneClient client = new PingOneClient(vertx, options, continueAt);
    this.continueAt = continueAt;
    this.client = client;
    if (vertx.isClustered() || options.maxRateScope() == RateScope.CLUSTER) {
      presence =
          Presence.of(vertx, addresses.beats(), instance, InstanceProbe.of(vertx, addresses));
    }
    return client.warmUp().compose(warm -> listen(options, addresses, continueAt, client));
  }

  private Future<Void> listen(
      PingOneOptions options, Addresses addresses, String continueAt, PingOneClient client) {
    Listener listener =
        new Listener(
            vertx.eventBus(),
            client,
            new Publisher(vertx.eventBus(), addresses, options.publish()));
    List<Future<Void>> listening = new ArrayList<>();
    for (Operation<?, ?> operation : Operation.SHARED) {
      listening.add(share(listener.listen(addresses.of(operation), operation)));
    }
    listening.add(listener.listen(continueAt, Operation.CONTINUE).completion());
    listening.add(
        vertx.isClustered() && presence != null
            ? join(presence, listener, options, addresses)
            : keepAccounts(listener, options, addresses));
    return Future.all(listening).compose(all -> appear(options, client));
  }

  /** Becomes one of the instances of this address, in the whole cluster. */
  private Future<Void> join(
      Presence presence, Listener listener, PingOneOptions options, Addresses addresses) {
    ClusterInstance joining = new ClusterInstance(vertx, listener, addresses, presence);
    clusterInstance = joining;
    if (options.accounts().isEmpty()) {
      listener.keepAccounts();
    } else {
      joining.shareAccounts();
    }
    return Future.all(
            joining.listening(),
            share(listener.silent().listen(addresses.of(Operation.ACCOUNT), Operation.ACCOUNT)))
        .mapEmpty();
  }

  /** Says that this instance is alive, now that it takes requests. */
  private Future<Void> appear(PingOneOptions options, PingOneClient client) {
    Presence appearing = presence;
    if (appearing == null) {
      return Future.succeededFuture();
    }
    if (options.maxRateScope() == RateScope.CLUSTER) {
      appearing.instances().onChange(() -> client.shareRate(appearing.number()));
      client.shareRate(appearing.number());
    }
    return appearing.instances().listening().onSuccess(known -> appearing.heartbeat().begin());
  }

  /**
   * One instance of the process keeps the accounts and answers for all. Its answers are not
   * published again: each acquisition is published once, however many callers ask for its tokens.
   */
  private Future<Void> keepAccounts(
      Listener listener, PingOneOptions options, Addresses addresses) {
    String address = addresses.of(Operation.ACCOUNT);
    Supplier<Future<Void>> keep =
        () -> {
          listener.keepAccounts();
          return share(listener.silent().listen(address, Operation.ACCOUNT));
        };
    if (options.accounts().isEmpty()) {
      return keep.get();
    }
    accountLeader = new AccountLeader(vertx, address, keep);
    return accountLeader.start();
  }

  private Future<Void> share(MessageConsumer<?> consumer) {
    consumers.add(consumer);
    return consumer.completion();
  }
}
