package dev.tokenflow.pingone.bench;

import dev.tokenflow.pingone.PingOneVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;

/**
 * The whole client: from the request on the event bus to the reply, plus one subscriber to the
 * published tokens.
 */
final class BusClient implements Variant {
  private static final DeliveryOptions DELIVERY = new DeliveryOptions().setSendTimeout(180_000);

  private final Vertx vertx;

  private BusClient(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Deploys one instance of the verticle. */
  static BusClient deploy(Vertx vertx, JsonObject configuration) {
    return deploy(vertx, new DeploymentOptions().setConfig(configuration));
  }

  /** Deploys the verticle. */
  static BusClient deploy(Vertx vertx, DeploymentOptions options) {
    vertx.deployVerticle(PingOneVerticle.class.getName(), options).await();
    vertx.eventBus().consumer("pingone.tokens", message -> {}).completion().await();
    return new BusClient(vertx);
  }

  @Override
  public Future<?> acquire() {
    return vertx
        .eventBus()
        .request(
            "pingone.sign-on",
            new JsonObject().put("username", "user").put("password", "password"),
            DELIVERY);
  }
}
