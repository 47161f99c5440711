package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.account.TokenListener;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.TokenEvent;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.options.Publish;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;

/** Publishes tokens and failures on the event bus, as far as the configuration allows. */
public final class Publisher implements TokenListener {
  private final EventBus eventBus;
  private final Addresses addresses;
  private final Publish publish;

  public Publisher(EventBus eventBus, Addresses addresses, Publish publish) {
    this.eventBus = eventBus;
    this.addresses = addresses;
    this.publish = publish;
  }

  /** One that publishes nothing. */
  public Publisher silent() {
    return new Publisher(eventBus, addresses, Publish.OFF);
  }

  @Override
  public void issued(TokenEvent event, Tokens tokens) {
    if (publish == Publish.OFF) {
      return;
    }
    JsonObject message = tokens.toJson();
    if (publish != Publish.ALL) {
      message.remove("refresh_token");
    }
    if (publish == Publish.METADATA) {
      message.remove("access_token");
      message.remove("id_token");
      message.remove("claims");
      if (tokens.subject() != null) {
        message.put("claims", JsonObject.of("sub", tokens.subject()));
      }
    }
    eventBus.publish(
        addresses.tokens(), message, new DeliveryOptions().addHeader("event", event.wireName()));
  }

  @Override
  public void failed(Failure failure) {
    if (publish != Publish.OFF) {
      eventBus.publish(addresses.failures(), failure.toPublishedJson());
    }
  }
}
