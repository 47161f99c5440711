package dev.tokenflow.pingone;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.bus.Addresses;
import dev.tokenflow.pingone.bus.Responder;
import dev.tokenflow.pingone.bus.SignOnMessage;
import dev.tokenflow.pingone.config.PingOneOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.UUID;

/**
 * Gets PingOne tokens for whoever asks on the event bus.
 *
 * <p>Deploy it by name, in any number of instances, with the configuration as its {@code config()}.
 * The deployment fails with {@code ConfigurationException}, which names every wrong field at once,
 * when that is bad. Each instance has its own connections, limits and keys.
 *
 * <p>Undeploying ends what is in flight: each of its callers gets {@code unavailable}.
 */
public final class PingOneVerticle extends VerticleBase {
  private PingOneClient client;

  @Override
  public Future<?> start() {
    return PingOneOptions.load(vertx, config()).compose(this::listen);
  }

  @Override
  public Future<?> stop() {
    return client == null ? Future.succeededFuture() : client.close();
  }

  private Future<Void> listen(PingOneOptions options) {
    Addresses addresses = new Addresses(options.address());
    String continueAt = addresses.flow(UUID.randomUUID().toString());
    client = new PingOneClient(vertx, options, continueAt);
    Responder responder = new Responder(vertx.eventBus(), addresses, options.publish());
    return Future.all(
            responder.listen(addresses.signOn(), SignOnMessage::decode, client::signOn),
            responder.listen(continueAt, body -> body, PingOneVerticle::refuseToContinue))
        .mapEmpty();
  }

  /** This version begins flows and does not carry them on. */
  private static Future<Outcome> refuseToContinue(Object request) {
    return Future.failedFuture(
        PingOneException.of(
            ErrorCode.ACTION_UNSUPPORTED,
            Step.ACTION,
            "carrying a flow on is not supported by this version"));
  }
}
