package dev.tokenflow.pingone;

import dev.tokenflow.pingone.account.OneKeeper;
import dev.tokenflow.pingone.bus.AccountMessage;
import dev.tokenflow.pingone.bus.Addresses;
import dev.tokenflow.pingone.bus.ClientCredentialsMessage;
import dev.tokenflow.pingone.bus.ContinuationMessage;
import dev.tokenflow.pingone.bus.ForgottenFlows;
import dev.tokenflow.pingone.bus.IssuedTokenMessage;
import dev.tokenflow.pingone.bus.OutcomeMessage;
import dev.tokenflow.pingone.bus.Publisher;
import dev.tokenflow.pingone.bus.Publisher.Event;
import dev.tokenflow.pingone.bus.RefreshMessage;
import dev.tokenflow.pingone.bus.Responder;
import dev.tokenflow.pingone.bus.SignOnMessage;
import dev.tokenflow.pingone.bus.UserInfoMessage;
import dev.tokenflow.pingone.config.PingOneOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

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
  private OneKeeper keeper;

  @Override
  public Future<?> start() {
    return PingOneOptions.load(vertx, config()).compose(this::listen);
  }

  @Override
  public Future<?> stop() {
    if (client == null) {
      return Future.succeededFuture();
    }
    if (keeper != null) {
      keeper.close();
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
    Publisher publisher = new Publisher(vertx.eventBus(), addresses, options.publish());
    Responder responder = new Responder(vertx.eventBus(), publisher);
    return Future.all(
            List.of(
                responder.listen(addresses.signOn(), SignOnMessage::decode, client::signOn),
                responder.listen(continueAt, ContinuationMessage::decode, client::carryOn),
                responder.listen(
                    addresses.refresh(), RefreshMessage::decode, client::refresh, Event.REFRESHED),
                responder.listen(
                    addresses.clientCredentials(),
                    ClientCredentialsMessage::decode,
                    client::clientCredentials,
                    Event.ISSUED),
                responder.reply(
                    addresses.introspect(), IssuedTokenMessage::decode, client::introspect),
                responder.reply(
                    addresses.revoke(),
                    IssuedTokenMessage::decode,
                    (token, callerWaits) ->
                        client.revoke(token, callerWaits).map(revoked -> new JsonObject())),
                responder.reply(addresses.userInfo(), UserInfoMessage::decode, client::userInfo),
                keepAccounts(options, addresses, publisher)))
        .mapEmpty();
  }

  /**
   * One instance keeps the accounts and answers for all. What it answers is not published again:
   * each acquisition is published once, however many ask for what came of it.
   */
  private Future<Void> keepAccounts(
      PingOneOptions options, Addresses addresses, Publisher publisher) {
    Responder responder = new Responder(vertx.eventBus(), Publisher.silent());
    Supplier<Future<Void>> begin =
        () -> {
          client.keepAccounts(new PublishedAccounts(publisher));
          return responder.reply(
              addresses.account(),
              AccountMessage::decode,
              (asked, callerWaits) -> client.account(asked).map(OutcomeMessage::encode));
        };
    if (options.accounts().isEmpty()) {
      return begin.get();
    }
    keeper = new OneKeeper(vertx, addresses.account(), begin);
    return keeper.start();
  }
}
