package dev.tokenflow.pingone.bench;

import dev.tokenflow.pingone.PingOneVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;

/**
 * The whole client: from the request on the event bus to the reply, plus one subscriber to the
 * published tokens.
 */
final class BusClient implements Variant {
  private static final DeliveryOptions DELIVERY = new DeliveryOptions().setSendTimeout(180_000);

  private final Vertx vertx;
  private final SecondFactor secondFactor;

  private BusClient(Vertx vertx, SecondFactor secondFactor) {
    this.vertx = vertx;
    this.secondFactor = secondFactor;
  }

  /** Deploys one instance of the verticle. */
  static BusClient deploy(Vertx vertx, JsonObject configuration) {
    return deploy(vertx, new DeploymentOptions().setConfig(configuration));
  }

  /** Deploys the verticle. */
  static BusClient deploy(Vertx vertx, DeploymentOptions options) {
    vertx.deployVerticle(PingOneVerticle.class.getName(), options).await();
    vertx.eventBus().consumer("pingone.tokens", message -> {}).completion().await();
    return new BusClient(vertx, null);
  }

  /** The same client for users with a second factor, if wanted. */
  BusClient withSecondFactor(boolean wanted) {
    return new BusClient(vertx, wanted ? new SecondFactor() : null);
  }

  @Override
  public Future<?> acquire() {
    return (secondFactor == null
            ? signOn("user")
            : signOn(secondFactor.user()).compose(required -> submitPasscode(required.body())))
        .map(BusClient::tokens);
  }

  /** A next step is a successful reply too, but not what is measured. */
  private static JsonObject tokens(Message<JsonObject> reply) {
    String outcome = reply.body().getString("outcome");
    if (!"tokens".equals(outcome)) {
      throw new IllegalStateException("the outcome is \"" + outcome + "\", not \"tokens\"");
    }
    return reply.body();
  }

  private Future<Message<JsonObject>> signOn(String user) {
    return vertx
        .eventBus()
        .request(
            "pingone.sign-on",
            new JsonObject().put("username", user).put("password", "password"),
            DELIVERY);
  }

  private Future<Message<JsonObject>> submitPasscode(JsonObject required) {
    return vertx
        .eventBus()
        .request(
            required.getString("continue_at"),
            new JsonObject()
                .put("flow", required.getString("flow"))
                .put("action", "otp.check")
                .put("input", SecondFactor.input()),
            DELIVERY);
  }
}
