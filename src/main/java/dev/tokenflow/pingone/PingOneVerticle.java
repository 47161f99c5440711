package dev.tokenflow.pingone;

import dev.tokenflow.pingone.bus.Addresses;
import dev.tokenflow.pingone.bus.ContinuationMessage;
import dev.tokenflow.pingone.bus.ForgottenFlows;
import dev.tokenflow.pingone.bus.Responder;
import dev.tokenflow.pingone.bus.SignOnMessage;
import dev.tokenflow.pingone.config.PingOneOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.UUID;

/**
 * Gets PingOne tokens for whoever asks on the event bus.
 *
 * <p>Deploy it by name, in any number of instances, with the configuration as its {@code config()}.
 * The deployment fails with {@code ConfigurationException}, which names every wrong field at once,
 * when that is bad. Each instance has its own connections, limits and keys.
 *
 * <p>Undeploying ends what is in flight: each of its callers gets {@code unavailable}. It forgets
 * the flows that wait for their next step: who would carry one on gets {@code flow_expired}.
 */
public final class PingOneVerticle extends VerticleBase {
  private PingOneClient client;
  private String continueAt;

  @Override
  public Future<?> start() {
    return PingOneOptions.load(vertx, config()).compose(this::listen);
  }

  @Override
  public Future<?> stop() {
    if (client == null) {
      return Future.succeededFuture();
    }
    Instant lastFlowExpires = client.forgetFlows();
    return Future.join(
        client.close(),
        lastFlowExpires == null
            ? Future.succeededFuture()
            : ForgottenFlows.answer(vertx, continueAt, lastFlowExpires));
  }

  private Future<Void> listen(PingOneOptions options) {
    Addresses addresses = new Addresses(options.address());
    continueAt = addresses.flow(UUID.randomUUID().toString());
    client = new PingOneClient(vertx, options, continueAt);
    Responder responder = new Responder(vertx.eventBus(), addresses, options.publish());
    return Future.all(
            responder.listen(addresses.signOn(), SignOnMessage::decode, client::signOn),
            responder.listen(continueAt, ContinuationMessage::decode, client::carryOn))
        .mapEmpty();
  }
}
