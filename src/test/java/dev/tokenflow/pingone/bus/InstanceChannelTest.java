package dev.tokenflow.pingone.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.client.Operation;
import dev.tokenflow.pingone.message.Continuation;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Failures;
import dev.tokenflow.pingone.message.IssuedToken;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.presence.Heartbeat;
import dev.tokenflow.pingone.presence.InstanceWatch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers who know by their beats which instances are alive. */
class InstanceChannelTest {
  private static final Addresses ADDRESSES = new Addresses("pingone");

  private final Vertx vertx = Vertx.vertx();
  private final InstanceWatch instances =
      new InstanceWatch(vertx, ADDRESSES.beats(), new InstanceProbe(vertx.eventBus(), ADDRESSES));
  private final EventBusChannel channel =
      EventBusChannel.toInstances(vertx, ADDRESSES, Duration.ofSeconds(30), instances);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void sendsToThePlainAddressBeforeTheFirstBeat() throws Exception {
    vertx
        .eventBus()
        .<Object>consumer("pingone.introspect", message -> message.reply(named("anybody")));

    assertEquals("anybody", answer());
  }

  @Test
  void takesTurnsAmongTheInstances() throws Exception {
    for (String instance : List.of("a", "b", "c")) {
      serve(instance, message -> message.reply(named(instance)));
    }
    awaitServing("a", "b", "c");

    Set<String> answered = new TreeSet<>(List.of(answer(), answer(), answer()));

    assertEquals(Set.of("a", "b", "c"), answered);
  }

  @Test
  void saysWhatIsAskedAndWhenItExpires() throws Exception {
    Promise<Message<Object>> received = Promise.promise();
    serve("a", received::tryComplete);
    awaitServing("a");

    channel.call(Operation.INTROSPECT, IssuedToken.of("at"));

    Message<Object> message = received.future().await(10, TimeUnit.SECONDS);
    assertEquals("introspect", message.headers().get("operation"));
    assertEquals("30000", message.headers().get("timeout_ms"));
    assertNotNull(message.headers().get("expires_at_ms"));
  }

  /** What would be sent to it would be lost. */
  @Test
  void sendsNothingToAnInstanceThatIsHeardButDoesNotAnswer() throws Exception {
    Promise<Void> heard = Promise.promise();
    instances.onArrival(newcomer -> heard.tryComplete());
    new Heartbeat(vertx, ADDRESSES.beats(), "b").begin();
    heard.future().await(10, TimeUnit.SECONDS);
    serve("a", message -> message.reply(named("a")));
    awaitServing("a");
    assertEquals(List.of("a", "a"), List.of(answer(), answer()));

    listen("b", message -> message.reply(named("b")));

    awaitServing("a", "b");
    assertEquals(Set.of("a", "b"), new TreeSet<>(List.of(answer(), answer())));
  }

  /** Nobody can have begun, so it is safe. */
  @Test
  void sendsToAnotherInstanceIfOneHasLeft() throws Exception {
    serve("a", message -> message.reply(named("a")));
    Instance left = serve("b", message -> message.reply(named("b")));
    awaitServing("a", "b");

    left.consumer().unregister().await(10, TimeUnit.SECONDS);

    assertEquals(List.of("a", "a"), List.of(answer(), answer()));
  }

  @Test
  void endsTheCallsOfAnInstanceThatFallsSilentAndAsksTheOthersFromThenOn() throws Exception {
    Heartbeat silent = serve("a", message -> {}).heartbeat();
    awaitServing("a");
    Future<JsonObject> unanswered = ask();
    serve("b", message -> message.reply(named("b")));

    silent.end();

    assertFailedWithoutAnAnswer(Failures.of(unanswered));
    assertEquals(List.of("b", "b"), List.of(answer(), answer()));
  }

  private static void assertFailedWithoutAnAnswer(Failure failure) {
    assertEquals(ErrorCode.UNAVAILABLE, failure.error());
    assertEquals(Step.REQUEST, failure.step());
    assertTrue(failure.description().contains("it is not known whether"), failure.description());
  }

  @Test
  void endsTheNextStepOfAnInstanceThatIsNeverHeard() {
    vertx.eventBus().consumer("pingone.flow.gone", message -> {});

    assertFailedWithoutAnAnswer(
        Failures.of(
            channel.call(Operation.CONTINUE, new Continuation("h", "pingone.flow.gone", null))));
  }

  private record Instance(MessageConsumer<Object> consumer, Heartbeat heartbeat) {}

  private Instance serve(String instance, Consumer<Message<Object>> answer) {
    MessageConsumer<Object> consumer = listen(instance, answer);
    Heartbeat heartbeat = new Heartbeat(vertx, ADDRESSES.beats(), instance);
    heartbeat.begin();
    return new Instance(consumer, heartbeat);
  }

  private MessageConsumer<Object> listen(String instance, Consumer<Message<Object>> answer) {
    return vertx
        .eventBus()
        .consumer(
            ADDRESSES.instance(instance),
            message -> {
              if (message.headers().get("operation").equals("probe")) {
                message.reply(null);
              } else {
                answer.accept(message);
              }
            });
  }

  private void awaitServing(String... expected) throws Exception {
    Promise<Void> alive = Promise.promise();
    vertx.setPeriodic(
        10,
        again -> {
          if (instances.serving().equals(List.of(expected))) {
            vertx.cancelTimer(again);
            alive.complete();
          }
        });
    alive.future().await(10, TimeUnit.SECONDS);
  }

  private Future<JsonObject> ask() {
    return channel.call(Operation.INTROSPECT, IssuedToken.of("at"));
  }

  private String answer() throws Exception {
    return ask().await(10, TimeUnit.SECONDS).getString("name");
  }

  private static JsonObject named(String name) {
    return new JsonObject().put("name", name);
  }
}
