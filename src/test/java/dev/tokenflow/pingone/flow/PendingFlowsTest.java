package dev.tokenflow.pingone.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendingFlowsTest {
  private final String expiry = Instant.now().plusSeconds(600).toString();

  // One event loop, on which timers fire in order.
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final PendingFlows flows = new PendingFlows(vertx, "pingone.flow.1", 2);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void describesTheStepToTheCallerAndHoldsTheRest() {
    ActionRequired required = flows.hold(flow(expiry));

    assertEquals("OTP_REQUIRED", required.status());
    assertEquals(List.of("otp.check"), required.actions());
    assertEquals("pingone.flow.1", required.continueAt());
    assertEquals(Instant.parse(expiry), required.expiresAt());
    assertEquals(new JsonArray(), required.embedded().getJsonArray("devices"));
    assertEquals("c-1", required.correlationId());
    assertNull(flows.peek(required.flow()).response());
  }

  @Test
  void usesUpAHandleByTheStepOnly() {
    String handle = flows.hold(flow(expiry)).flow();

    assertEquals("flow-1", flows.peek(handle).resource().id());
    assertEquals(
        "flow-1",
        flows.take(handle, taken -> Future.succeededFuture(taken.resource().id())).result());
    assertExpired(handle);
  }

  @Test
  void givesEveryStepAnotherHandle() {
    String first = flows.hold(flow(expiry)).flow();
    String second =
        flows.take(first, taken -> Future.succeededFuture(taken)).map(flows::hold).result().flow();

    assertNotEquals(first, second);
    assertExpired(first);
    assertEquals("flow-1", flows.peek(second).resource().id());
  }

  @Test
  void reservesAPlaceForWhatMayHaveToWait() {
    Promise<OpenFlow> signOn = Promise.promise();
    flows.hold(flow(expiry));
    Future<ActionRequired> required = flows.reserved(signOn::future).map(flows::hold);

    assertFull();
    signOn.complete(flow(expiry));
    assertNotNull(required.result());
    assertFull();
  }

  @Test
  void freesThePlaceOfWhatNeedNotWait() {
    flows.hold(flow(expiry));

    flows.reserved(() -> Future.succeededFuture("tokens"));
    flows.reserved(() -> Future.failedFuture("a wrong password"));
    flows.reserved(
        () -> {
          throw new IllegalStateException("a fault of this client");
        });

    assertEquals("tokens", flows.reserved(() -> Future.succeededFuture("tokens")).result());
  }

  @Test
  void keepsThePlaceOfAFlowWhoseStepIsRunning() {
    Promise<Void> step = Promise.promise();
    String handle = flows.hold(flow(expiry)).flow();
    flows.hold(flow(expiry));
    flows.take(handle, taken -> step.future());

    assertFull();
    step.complete();
    assertTrue(flows.reserved(() -> Future.succeededFuture()).succeeded());
  }

  /** A hundredth of the places, and ten at least. */
  @ParameterizedTest
  @CsvSource({"20, 10", "1000, 10", "3000, 30"})
  void oldestFlowOfAUserWithTooManyGivesWay(int max, int share) {
    PendingFlows many = new PendingFlows(vertx, null, max);
    String bobs = many.hold(flow("bob", expiry)).flow();
    List<String> handles = new ArrayList<>();
    for (int number = 0; number < share; number++) {
      handles.add(many.hold(flow(expiry)).flow());
    }
    // One that was taken for its step leaves its share to the next.
    many.take(handles.remove(share / 2), taken -> Future.succeededFuture());
    handles.add(many.hold(flow(expiry)).flow());

    handles.add(many.hold(flow(expiry)).flow());

    assertEquals(
        ErrorCode.FLOW_EXPIRED, StepFailures.of(() -> many.peek(handles.remove(0))).error());
    handles.forEach(many::peek);
    many.peek(bobs);
  }

  /** PingOne takes them for one user, or it may. */
  @Test
  void spellingsOfOneNameShareItsPlaces() {
    PendingFlows many = new PendingFlows(vertx, null, 1000);
    String bobs = many.hold(flow("bob", expiry)).flow();
    List<String> handles = new ArrayList<>();
    for (String name :
        List.of("straße", "STRASSE", " straße", "straße\u00a0", "Straße", "ｓtraße", "ſtraße")) {
      handles.add(many.hold(flow(name, expiry)).flow());
      handles.add(many.hold(flow(name, expiry)).flow());
    }

    handles.subList(0, 4).forEach(handle -> StepFailures.of(() -> many.peek(handle)));
    handles.subList(4, 14).forEach(many::peek);
    many.peek(bobs);
    many.take(handles.get(4), taken -> Future.succeededFuture());
    many.hold(flow("strasse", expiry));
    many.peek(handles.get(5));
  }

  /** Anybody can begin them, so they leave half of the places to those with a password. */
  @Test
  void flowsWithoutAPasswordShareHalfOfThePlaces() {
    PendingFlows many = new PendingFlows(vertx, null, 8);
    List<String> alices = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      alices.add(many.hold(flow(expiry)).flow());
    }
    List<String> handles = new ArrayList<>();
    for (int number = 0; number < 6; number++) {
      handles.add(begin(many, null).flow());
    }

    assertEquals(8, many.size());
    handles.subList(0, 2).forEach(handle -> assertExpired(many, handle));
    handles.subList(2, 6).forEach(many::peek);
    alices.forEach(many::peek);
    assertTrue(many.reserved(() -> Future.succeededFuture()).failed(), "all are taken");
  }

  /** One that is being worked on never gives way, and counts. */
  @Test
  void flowsWithoutAPasswordThatAreWorkedOnKeepTheirPlaces() {
    PendingFlows many = new PendingFlows(vertx, null, 4);
    Promise<Void> step = Promise.promise();
    String taken = begin(many, null).flow();
    many.take(taken, flow -> step.future());
    String waiting = begin(many, null).flow();
    Promise<Void> another = Promise.promise();
    many.reservedWithoutPassword(another::future);

    assertExpired(many, waiting);
    assertEquals(
        "all 2 places for open flows without a password are taken"
            + " (maxPendingFlows): 0 wait for their next step",
        StepFailures.of(many.reservedWithoutPassword(() -> Future.succeededFuture()))
            .description());
    assertTrue(many.reserved(() -> Future.succeededFuture()).succeeded(), "the other half");
    step.complete();
    assertTrue(many.reservedWithoutPassword(() -> Future.succeededFuture()).succeeded());
  }

  /** A name without its password: otherwise anybody could drive out the flows of that user. */
  @Test
  void namesGivenWithoutAPasswordTakeNothingFromTheirUser() {
    PendingFlows many = new PendingFlows(vertx, null, 100);
    String alices = many.hold(flow(expiry)).flow();
    for (int number = 0; number < 20; number++) {
      begin(many, "alice");
    }

    many.peek(alices);
    assertEquals(21, many.size());
  }

  private ActionRequired begin(PendingFlows many, String username) {
    FlowAction named = new FlowAction("user.lookup", new JsonObject().put("username", username));
    OpenFlow begun =
        Flows.withoutPassword(
            "{'id':'flow-1','status':'OTP_REQUIRED','expiresAt':'%s'}".formatted(expiry));
    return many.reservedWithoutPassword(() -> Future.succeededFuture(begun.named(named)))
        .map(many::hold)
        .result();
  }

  private static void assertExpired(PendingFlows many, String handle) {
    assertEquals(ErrorCode.FLOW_EXPIRED, StepFailures.of(() -> many.peek(handle)).error());
  }

  private void assertFull() {
    assertEquals(
        ErrorCode.OVERLOADED,
        StepFailures.of(flows.reserved(() -> Future.succeededFuture())).error());
  }

  @Test
  void dropsAFlowWhenItExpires() throws Exception {
    Promise<String> over = Promise.promise();

    // Timers of one event loop fire in order, and that of the flow is due first.
    vertx.runOnContext(
        now -> {
          String handle = flows.hold(flow(Instant.now().toString())).flow();
          vertx.timer(50, TimeUnit.MILLISECONDS).onSuccess(due -> over.complete(handle));
        });

    assertExpired(over.future().await(20, TimeUnit.SECONDS));
    assertNull(flows.close());
  }

  @Test
  void dropsEverythingWhenItCloses() {
    String handle = flows.hold(flow(Instant.now().plusSeconds(300).toString())).flow();
    flows.hold(flow(expiry));

    assertEquals(Instant.parse(expiry), flows.close());
    assertExpired(handle);
    assertNull(flows.offer(flow(expiry)));
    assertEquals(ErrorCode.UNAVAILABLE, StepFailures.of(() -> flows.hold(flow(expiry))).error());
  }

  private void assertExpired(String handle) {
    assertEquals(ErrorCode.FLOW_EXPIRED, StepFailures.of(() -> flows.peek(handle)).error());
    assertEquals(
        ErrorCode.FLOW_EXPIRED,
        StepFailures.of(() -> flows.take(handle, taken -> Future.succeededFuture())).error());
  }

  private static OpenFlow flow(String expiresAt) {
    return flow("alice", expiresAt);
  }

  private static OpenFlow flow(String username, String expiresAt) {
    return Flows.open(
        username,
        """
        {'id':'flow-1','status':'OTP_REQUIRED','expiresAt':'%s','_embedded':{'devices':[]},
         '_links':{'self':{'href':'/flows/flow-1'},'otp.check':{'href':'/flows/flow-1'}}}"""
            .formatted(expiresAt));
  }
}
