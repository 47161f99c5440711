package dev.tokenflow.pingone;

import dev.tokenflow.pingone.account.AccountLeader;
import dev.tokenflow.pingone.bus.Addresses;
import dev.tokenflow.pingone.bus.ExpiredFlows;
import dev.tokenflow.pingone.bus.Listener;
import dev.tokenflow.pingone.bus.Publisher;
import dev.tokenflow.pingone.client.Operation;
import dev.tokenflow.pingone.client.PingOneClient;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gets PingOne tokens for callers on the event bus.
 *
 * <p>Deploy it by name, in any number of instances, with the configuration as its {@code config()}.
 * Deployment fails with {@code ConfigurationException}, which names every faulty field at once.
 * Each instance has its own connections, limits and keys.
 *
 * <p>Undeploying takes no further requests, except the next steps of open flows, and lets what runs
 * end within {@code drainTimeoutMs}. Then each caller that still waits gets {@code unavailable},
 * and continuing a flow that is still open fails with {@code flow_expired}. Closing Vert.x does not
 * wait for next steps, since those who would send them close too.
 */
public final class PingOneVerticle extends VerticleBase {
  // Those of the addresses that all instances share.
  private final List<MessageConsumer<?>> consumers = new ArrayList<>();
  private @Nullable PingOneClient client;
  private @Nullable String continueAt;
  private @Nullable AccountLeader accountLeader;

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
    return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
        .transform(unregistered -> draining.drain(!isVertxClosing()))
        .compose(drained -> end(draining, address));
  }

  private Future<?> end(PingOneClient client, String continueAt) {
    Instant lastFlowExpires = client.dropFlows();
    return Future.join(
        client.close(),
        lastFlowExpires == null
            ? Future.succeededFuture()
            : ExpiredFlows.answer(vertx, continueAt, lastFlowExpires));
  }

  private boolean isVertxClosing() {
    return ((VertxInternal) vertx).closeFuture().isClosed();
  }

  private Future<Void> run(PingOneOptions options) {
    Addresses addresses = new Addresses(options.address());
    String continueAt = addresses.continueAt(UUID.randomUUID().toString());
    PingOneClient client = new PingOneClient(vertx, options, continueAt);
    this.continueAt = continueAt;
    this.client = client;
    return client.warmUp().compose(warm -> listen(options, addresses, continueAt, client));
  }

  private Future<Void> listen(
      PingOneOptions options, Addresses addresses, String continueAt, PingOneClient client) {
    Publisher publisher = new Publisher(vertx.eventBus(), addresses, options.publish());
    Listener listener = new Listener(vertx.eventBus(), client, publisher);
    List<Future<Void>> listening = new ArrayList<>();
    for (Operation<?, ?> operation : Operation.SHARED) {
      listening.add(share(listener.listen(addresses.of(operation), operation)));
    }
    listening.add(listener.listen(continueAt, Operation.CONTINUE).completion());
    listening.add(keepAccounts(client, options, addresses, publisher));
    return Future.all(listening).mapEmpty();
  }

  /**
   * One instance keeps the accounts and answers for all. Its answers are not published again: each
   * acquisition is published once, however many callers ask for its tokens.
   */
  private Future<Void> keepAccounts(
      PingOneClient client, PingOneOptions options, Addresses addresses, Publisher publisher) {
    String address = addresses.of(Operation.ACCOUNT);
    Listener listener = new Listener(vertx.eventBus(), client, publisher.silent());
    if (options.accounts().isEmpty()) {
      client.keepAccounts(publisher);
      return share(listener.listen(address, Operation.ACCOUNT));
    }
    accountLeader =
        new AccountLeader(
            vertx,
            address,
            () -> {
              client.keepAccounts(publisher);
              return share(listener.listen(address, Operation.ACCOUNT));
            });
    return accountLeader.start();
  }

  private Future<Void> share(MessageConsumer<?> consumer) {
    consumers.add(consumer);
    return consumer.completion();
  }
}
