package dev.tokenflow.pingone.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tokenflow.pingone.client.Operation;
import dev.tokenflow.pingone.message.Continuation;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Failures;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.IssuedToken;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventBusChannelTest {
  private static final SignOn SIGN_ON = SignOn.of("alice", "wonderland").withCorrelationId("c-1");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void sendsTheContractsMessageAndSaysHowLongItWaits() throws Exception {
    Promise<Message<Object>> received = Promise.promise();
    answer("pingone.introspect", received::complete);

    channel(Duration.ofSeconds(7)).call(Operation.INTROSPECT, IssuedToken.of("at"));

    Message<Object> message = received.future().await(10, TimeUnit.SECONDS);
    JsonObject body = (JsonObject) message.body();
    assertNotNull(body.getString("correlation_id"), "generated here");
    assertEquals("at", body.getString("token"));
    assertEquals("7000", message.headers().get("timeout_ms"));
  }

  @Test
  void missingVerticleIsUnavailable() {
    assertEquals(
        failure(ErrorCode.UNAVAILABLE, "no PingOneVerticle listens at pingone.sign-on", "alice"),
        Failures.of(channel().call(Operation.SIGN_ON, SIGN_ON)));
  }

  @Test
  void missingReplyIsATimeout() {
    answer("pingone.sign-on", message -> {});

    assertEquals(
        failure(ErrorCode.TIMEOUT, "no reply from pingone.sign-on in time", "alice"),
        Failures.of(channel(Duration.ofMillis(100)).call(Operation.SIGN_ON, SIGN_ON)));
  }

  @Test
  void flowOfAMissingInstanceHasExpired() {
    Failure failure =
        Failures.of(
            channel().call(Operation.CONTINUE, new Continuation("h", "pingone.flow.gone", null)));

    assertEquals(ErrorCode.FLOW_EXPIRED, failure.error());
    assertEquals(Step.ACTION, failure.step());
    assertFalse(failure.retryable());
  }

  @Test
  void continuationWithoutAnAddressIsInvalid() {
    Failure failure =
        Failures.of(channel().call(Operation.CONTINUE, new Continuation("h", null, null)));

    assertEquals(ErrorCode.INVALID_REQUEST, failure.error());
    assertEquals("continueAt is missing, expected that of the outcome", failure.description());
  }

  /** Who listens there would get the passcode. */
  @ParameterizedTest
  @ValueSource(
      strings = {"elsewhere", "pingone.flow", "pingone.flow.", "other.flow.1", "pingone.sign-on"})
  void sendsNoStepToAForeignAddress(String address) {
    Promise<Object> received = Promise.promise();
    vertx.eventBus().consumer(address, message -> received.tryComplete(message.body()));

    Failure failure =
        Failures.of(
            channel()
                .call(
                    Operation.CONTINUE,
                    new Continuation("h", address, FlowAction.checkOneTimePasscode("246810"))));

    assertEquals(ErrorCode.INVALID_REQUEST, failure.error());
    assertEquals(
        "continueAt is not that of an outcome at this address, expected one that begins with"
            + " \"pingone.flow.\"",
        failure.description());
    assertFalse(received.future().isComplete());
  }

  /** A cluster could not encode it: the fault is found here, with or without a verticle. */
  @Test
  void doesNotSendWhatCannotBeEncoded() {
    Failure failure =
        Failures.of(channel().call(Operation.SIGN_ON, SignOn.of("alice", "wonder\uD83Dland")));

    assertEquals(ErrorCode.INVALID_REQUEST, failure.error());
    assertEquals(
        "password contains half a surrogate pair, expected Unicode text", failure.description());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "s3cret",
        "null",
        "[\"s3cret\"]",
        "\"s3cret\"",
        "{\"error\":\"timeout\"",
        "{\"error\":\"timeout\",\"retry_after\":\"s3cret\"}",
        "{\"error\":\"timeout\",\"http_status\":\"s3cret\"}"
      })
  void foreignFailureIsInternalAndNotShown(String text) {
    answer("pingone.sign-on", message -> message.fail(500, text));

    assertEquals(
        failure(ErrorCode.INTERNAL, "the reply is not that of a PingOneVerticle", "alice"),
        Failures.of(channel().call(Operation.SIGN_ON, SIGN_ON)));
  }

  @Test
  void foreignReplyIsInternal() {
    answer("pingone.sign-on", message -> message.reply(new JsonObject().put("outcome", "tokens")));

    assertEquals(
        ErrorCode.INTERNAL, Failures.of(channel().call(Operation.SIGN_ON, SIGN_ON)).error());
  }

  @Test
  void failureOfTheVerticleIsReadWithTheUserOfTheRequest() {
    Failure sent = failure(ErrorCode.OVERLOADED, "full", null);
    answer(
        "pingone.sign-on",
        message -> message.fail(sent.error().failureCode(), sent.toJson().encode()));

    assertEquals(
        failure(ErrorCode.OVERLOADED, "full", "alice"),
        Failures.of(channel().call(Operation.SIGN_ON, SIGN_ON)));
  }

  private void answer(String address, Consumer<Message<Object>> answer) {
    vertx.eventBus().<Object>consumer(address, answer::accept);
  }

  private EventBusChannel channel() {
    return channel(Duration.ofSeconds(10));
  }

  private EventBusChannel channel(Duration timeout) {
    return EventBusChannel.plain(vertx, new Addresses("pingone"), timeout);
  }

  private static Failure failure(ErrorCode error, String description, String username) {
    return Failure.of(error, Step.REQUEST, description, username, "c-1");
  }
}
