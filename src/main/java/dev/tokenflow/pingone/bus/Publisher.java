package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Tokens;
import dev.tokenflow.pingone.config.Publish;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Tells everybody on the event bus what happened, as far as the configuration wants that. */
public final class Publisher {
  private final EventBus eventBus;
  private final Addresses addresses;
  private final Publish publish;

  /** What happened to tokens. */
  public enum Event {
    /** They are new. */
    ISSUED,
    /** They take the place of others, by a refresh token. */
    REFRESHED;

    private DeliveryOptions delivery() {
      return new DeliveryOptions().addHeader("event", name().toLowerCase(Locale.ROOT));
    }
  }

  public Publisher(EventBus eventBus, Addresses addresses, Publish publish) {
    this.eventBus = eventBus;
    this.addresses = addresses;
    this.publish = publish;
  }

  /** One that publishes nothing. */
  public static Publisher silent() {
    return new Publisher(null, null, Publish.OFF);
  }

  /** Publishes tokens, or only that there are some. */
  public void tokens(Tokens tokens, Event event) {
    if (publish != Publish.OFF) {
      JsonObject message = OutcomeMessage.encode(tokens);
      eventBus.publish(
          addresses.tokens(),
          publish == Publish.TOKENS ? message : OutcomeMessage.withoutTokens(message),
          event.delivery());
    }
  }

  /** Publishes a failure, without what only its receiver needs. */
  public void failure(Failure failure) {
    if (publish != Publish.OFF) {
      eventBus.publish(addresses.failures(), FailureMessage.published(failure));
    }
  }
}
