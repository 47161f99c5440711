package dev.tokenflow.pingone.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.http.Pauses;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.meters.Meters;
import dev.tokenflow.pingone.oauth.AuthorizationRequest.Prepared;
import dev.tokenflow.pingone.oauth.TokenSet;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, sent again and looked at, as a server sees it whose answers get lost. */
class SignOnFlowTest {
  private interface Answer {
    void to(HttpServerRequest request);
  }

  private static final SignOn ALICE = SignOn.of("alice", "wonderland");
  private static final FlowAction PASSCODE = FlowAction.checkOneTimePasscode("246810");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Answer LOST = request -> request.connection().close();

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Map<String, Queue<Answer>> script = new ConcurrentHashMap<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private int port;
  private int maxAttempts = 3;
  private RequestKind authorization = RequestKind.AUTHORIZE;
  private int prepared;

  @BeforeEach
  void listen() throws Exception {
    port =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  String step = step(request);
                  seen.add(step);
                  Objects.requireNonNull(script.get(step), step).remove().to(request);
                })
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS)
            .actualPort();
    answer("authorize", flow("USERNAME_PASSWORD_REQUIRED"));
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void authorizesSubmitsResumesAndRedeems() throws Exception {
    answer("credentials", flow("COMPLETED"));
    answer("resume", code());

    assertIssued(signOn());
    assertEquals(List.of("authorize", "credentials", "resume"), seen);
  }

  @Test
  void goesOnIfTheFlowMovedAfterCredentialsWereLost() throws Exception {
    answer("credentials", LOST);
    answer("look", flow("COMPLETED"));
    answer("resume", code());

    assertIssued(signOn());
    assertEquals(List.of("authorize", "credentials", "look", "resume"), seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"USERNAME_PASSWORD_REQUIRED", "PASSWORD_REQUIRED"})
  void neverSubmitsThePasswordTwice(String status) {
    answer("credentials", LOST);
    answer("look", flow(status));

    assertFails(signOn(), ErrorCode.UNAVAILABLE, Step.CREDENTIALS);
    assertEquals(List.of("authorize", "credentials", "look"), seen);
  }

  @Test
  void failsWithTheFirstFailureIfTheLookFails() {
    answer("credentials", LOST);
    answer("look", error(404, "NOT_FOUND"));

    assertFails(signOn(), ErrorCode.UNAVAILABLE, Step.CREDENTIALS);
    assertEquals(List.of("authorize", "credentials", "look"), seen);
  }

  @Test
  void doesNotLookAfterWrongCredentials() {
    answer("credentials", error(400, "INVALID_DATA"));

    assertFails(signOn(), ErrorCode.INVALID_CREDENTIALS, Step.CREDENTIALS);
    assertEquals(List.of("authorize", "credentials"), seen);
  }

  @Test
  void submitsThePasswordIfTheFlowMovedAfterTheUserNameWasLost() throws Exception {
    script.remove("authorize");
    answer("authorize", flow("SIGN_ON_REQUIRED"));
    answer("lookup", LOST);
    answer("look", flow("USERNAME_PASSWORD_REQUIRED"));
    answer("credentials", flow("COMPLETED"));
    answer("resume", code());

    assertIssued(signOn());
    assertEquals(List.of("authorize", "lookup", "look", "credentials", "resume"), seen);
  }

  @Test
  void resumesAgainIfTheFlowIsStillCompleted() throws Exception {
    answer("credentials", flow("COMPLETED"));
    answer("resume", LOST, code());
    answer("look", flow("COMPLETED"));

    assertIssued(signOn());
    assertEquals(List.of("authorize", "credentials", "resume", "look", "resume"), seen);
  }

  @Test
  void resumesAgainOnlyOnce() {
    answer("credentials", flow("COMPLETED"));
    answer("resume", LOST, LOST);
    answer("look", flow("COMPLETED"));

    assertFails(signOn(), ErrorCode.UNAVAILABLE, Step.RESUME);
    assertEquals(List.of("authorize", "credentials", "resume", "look", "resume"), seen);
  }

  @Test
  void doesNotResumeAgainIfTheFlowIsElsewhere() {
    answer("credentials", flow("COMPLETED"));
    answer("resume", LOST);
    answer("look", flow("OTP_REQUIRED"));

    assertFails(signOn(), ErrorCode.UNAVAILABLE, Step.RESUME);
    assertEquals(List.of("authorize", "credentials", "resume", "look"), seen);
  }

  @Test
  void doesNotResumeAgainWithoutRetries() {
    maxAttempts = 1;
    answer("credentials", flow("COMPLETED"));
    answer("resume", LOST);

    assertFails(signOn(), ErrorCode.UNAVAILABLE, Step.RESUME);
    assertEquals(List.of("authorize", "credentials", "resume"), seen);
  }

  @Test
  void pushesAgainAfterAPushedRequestWasLost() throws Exception {
    authorization = RequestKind.AUTHORIZE_PUSHED;
    script.remove("authorize");
    answer("authorize", LOST, status(503), flow("COMPLETED"));
    answer("resume", code());

    assertIssued(signOn());
    assertEquals(List.of("authorize", "authorize", "authorize", "resume"), seen);
    assertEquals(3, prepared);
  }

  @Test
  void pushesAsOftenAsARequestMayBeSent() {
    authorization = RequestKind.AUTHORIZE_PUSHED;
    maxAttempts = 2;
    script.remove("authorize");
    answer("authorize", LOST, LOST);

    assertFails(signOn(), ErrorCode.UNAVAILABLE, Step.AUTHORIZE);
    assertEquals(2, prepared);
  }

  @Test
  void doesNotPushAgainAfterTheDeadline() {
    authorization = RequestKind.AUTHORIZE_PUSHED;
    script.remove("authorize");
    answer(
        "authorize",
        request -> request.response().setStatusCode(503).putHeader("Retry-After", "3600").end());

    assertFails(signOn(), ErrorCode.UNAVAILABLE, Step.AUTHORIZE);
    assertEquals(1, prepared);
  }

  @Test
  void doesNotPushAgainAfterARefusal() {
    authorization = RequestKind.AUTHORIZE_PUSHED;
    script.remove("authorize");
    answer("authorize", error(400, "INVALID_REQUEST"));

    assertFails(signOn(), ErrorCode.CONFIGURATION, Step.AUTHORIZE);
    assertEquals(1, prepared);
  }

  @Test
  void goesOnIfTheFlowMovedAfterAnActionWasLost() throws Exception {
    OpenFlow flow = atPasscode();
    answer("action", LOST);
    answer("look", flow("COMPLETED"));
    answer("resume", code());

    assertIssued(act(flow));
    assertEquals(List.of("action", "look", "resume"), seen);
  }

  @Test
  void keepsTheFlowOpenIfItDidNotMoveAfterAnActionWasLost() throws Exception {
    OpenFlow flow = atPasscode();
    answer("action", LOST);
    answer("look", flow("OTP_REQUIRED"));

    assertRefused(act(flow), ErrorCode.UNAVAILABLE, "OTP_REQUIRED");
    assertEquals(List.of("action", "look"), seen);
  }

  @Test
  void keepsTheFlowOpenAsItStandsAfterAWrongPasscode() throws Exception {
    OpenFlow flow = atPasscode();
    answer("action", error(400, "INVALID_DATA"));
    answer("look", flow("DEVICE_SELECTION_REQUIRED"));

    assertRefused(act(flow), ErrorCode.INVALID_REQUEST, "DEVICE_SELECTION_REQUIRED");
  }

  @Test
  void keepsTheFlowOpenIfTheLookIsLostToo() throws Exception {
    OpenFlow flow = atPasscode();
    answer("action", LOST);
    answer("look", LOST, LOST, LOST);

    assertRefused(act(flow), ErrorCode.UNAVAILABLE, "OTP_REQUIRED");
  }

  @Test
  void endsTheFlowIfTheRefusedActionFailedIt() throws Exception {
    OpenFlow flow = atPasscode();
    answer("action", error(400, "INVALID_DATA"));
    answer("look", flow("FAILED"));

    assertFails(act(flow), ErrorCode.INVALID_REQUEST, Step.ACTION);
  }

  @Test
  void endsTheFlowIfTheLookDoesNotFindIt() throws Exception {
    OpenFlow flow = atPasscode();
    answer("action", error(400, "INVALID_DATA"));
    answer("look", error(404, "NOT_FOUND"));

    assertFails(act(flow), ErrorCode.INVALID_REQUEST, Step.ACTION);
  }

  @Test
  void endsTheFlowWithoutALookIfItIsGone() throws Exception {
    OpenFlow flow = atPasscode();
    answer("action", error(404, "NOT_FOUND"));

    assertFails(act(flow), ErrorCode.FLOW_EXPIRED, Step.ACTION);
    assertEquals(List.of("action"), seen);
  }

  @Test
  void keepsTheFlowOpenWithoutALookIfTheActionWasNotProcessed() throws Exception {
    OpenFlow flow = atPasscode();
    maxAttempts = 1;
    answer("action", status(429));

    assertRefused(act(flow), ErrorCode.RATE_LIMITED, "OTP_REQUIRED");
    assertEquals(List.of("action"), seen);
  }

  @Test
  void goesOnWithAFlowThatWasBegunAhead() throws Exception {
    answer("credentials", flow("COMPLETED"));
    answer("resume", code());

    assertIssued(signOn(begunAhead()));
    assertEquals(List.of("authorize", "credentials", "resume"), seen);
  }

  @Test
  void beginsAnewIfPingOneDroppedTheFlowThatWasBegunAhead() throws Exception {
    OpenFlow ahead = begunAhead();
    answer("credentials", error(404, "NOT_FOUND"), flow("COMPLETED"));
    answer("authorize", flow("USERNAME_PASSWORD_REQUIRED"));
    answer("resume", code());

    assertIssued(signOn(ahead));
    assertEquals(List.of("authorize", "credentials", "authorize", "credentials", "resume"), seen);
  }

  @Test
  void beginsAnewIfTheFlowIsGoneAtTheUserName() throws Exception {
    answer("authorize", flow("SIGN_ON_REQUIRED"), flow("USERNAME_PASSWORD_REQUIRED"));
    OpenFlow ahead = begunAhead();
    answer("lookup", error(404, "NOT_FOUND"));
    answer("credentials", flow("COMPLETED"));
    answer("resume", code());

    assertIssued(signOn(ahead));
    assertEquals(List.of("authorize", "lookup", "authorize", "credentials", "resume"), seen);
  }

  /** The user name was processed, so the flow was there. */
  @Test
  void doesNotBeginAnewIfTheFlowIsGoneAfterTheUserName() throws Exception {
    answer("authorize", flow("SIGN_ON_REQUIRED"));
    OpenFlow ahead = begunAhead();
    answer("lookup", flow("PASSWORD_REQUIRED"));
    answer("credentials", error(404, "NOT_FOUND"));

    assertFails(signOn(ahead), ErrorCode.FLOW_EXPIRED, Step.CREDENTIALS);
    assertEquals(List.of("authorize", "lookup", "credentials"), seen);
  }

  static Stream<Arguments> whatDoesNotBeginAnew() {
    return Stream.of(
        Arguments.of(ErrorCode.FLOW_EXPIRED, new Answer[] {error(404, "SOMETHING_ELSE")}),
        Arguments.of(ErrorCode.FLOW_EXPIRED, new Answer[] {error(410, "NOT_FOUND")}),
        Arguments.of(ErrorCode.FLOW_EXPIRED, new Answer[] {status(429), error(404, "NOT_FOUND")}),
        Arguments.of(ErrorCode.INVALID_CREDENTIALS, new Answer[] {error(400, "INVALID_DATA")}));
  }

  @ParameterizedTest
  @MethodSource("whatDoesNotBeginAnew")
  void beginsAnewForNothingElse(ErrorCode error, Answer... answers) throws Exception {
    OpenFlow ahead = begunAhead();
    answer("credentials", answers);

    assertFails(signOn(ahead), error, Step.CREDENTIALS);
    assertEquals(1 + answers.length, seen.size(), seen::toString);
  }

  @Test
  void looksAtAFlowThatWasBegunAheadAfterCredentialsWereLost() throws Exception {
    OpenFlow ahead = begunAhead();
    answer("credentials", LOST);
    answer("look", error(404, "NOT_FOUND"));

    assertFails(signOn(ahead), ErrorCode.UNAVAILABLE, Step.CREDENTIALS);
    assertEquals(List.of("authorize", "credentials", "look"), seen);
  }

  private OpenFlow begunAhead() throws Exception {
    return onClient(flow -> flow.beginAhead(Deadline.in(TIMEOUT))).await(20, TimeUnit.SECONDS);
  }

  private Future<FlowResult> signOn(OpenFlow ahead) {
    return onClient(flow -> flow.begin(ahead, ALICE, "c-1", Deadline.in(TIMEOUT)));
  }

  /** A flow that waits for a passcode, held and taken again. */
  private OpenFlow atPasscode() throws Exception {
    answer("credentials", flow("OTP_REQUIRED"));
    OpenFlow flow = assertInstanceOf(OpenFlow.class, signOn().await(20, TimeUnit.SECONDS));
    seen.clear();
    return flow.slim();
  }

  private Future<FlowResult> signOn() {
    return onClient(flow -> flow.begin(ALICE, "c-1", Deadline.in(TIMEOUT)));
  }

  private Future<FlowResult> act(OpenFlow open) {
    return onClient(flow -> flow.act(open, PASSCODE, Deadline.in(TIMEOUT)));
  }

  private <T> Future<T> onClient(Function<SignOnFlow, Future<T>> call) {
    PingOneOptions options = options();
    Promise<T> result = Promise.promise();
    context.runOnContext(now -> call.apply(client(options)).onComplete(result));
    return result.future();
  }

  private SignOnFlow client(PingOneOptions options) {
    return new SignOnFlow(
        options,
        new Transport(
            vertx,
            Origin.of(URI.create(options.endpoints().issuer())),
            options.http(),
            null,
            null,
            Meters.none()),
        (form, deadline) -> {
          prepared++;
          return Future.succeededFuture(
              new Prepared(new Form().with("request_uri", "r"), authorization));
        },
        (code, deadline) ->
            Future.succeededFuture(new TokenSet(code.value(), null, null, null, null, null, null)),
        new Pauses(vertx));
  }

  private PingOneOptions options() {
    return PingOneOptions.load(
            vertx,
            new JsonObject()
                .put("baseUrl", "http://127.0.0.1:" + port)
                .put("clientId", "the-client")
                .put("clientSecret", "an-octet-sequence-of-32-or-more-octets")
                .put("redirectUri", "https://app.example.com/callback")
                .put("retry", new JsonObject().put("maxAttempts", maxAttempts)))
        .await();
  }

  private void answer(String step, Answer... answers) {
    script.put(step, new ArrayDeque<>(List.of(answers)));
  }

  private static String step(HttpServerRequest request) {
    if (!request.path().startsWith("/flows/")) {
      return request.path().substring("/as/".length());
    }
    if (request.method().equals(HttpMethod.GET)) {
      return "look";
    }
    String action = request.getHeader("Content-Type");
    return action.contains("usernamePassword.check")
        ? "credentials"
        : action.contains("user.lookup") ? "lookup" : "action";
  }

  private static Answer flow(String status) {
    return json(200, new JsonObject().put("id", "flow-1").put("status", status));
  }

  private static Answer code() {
    return json(
        200,
        new JsonObject()
            .put("id", "flow-1")
            .put("status", "COMPLETED")
            .put("authorizeResponse", new JsonObject().put("code", "the-code")));
  }

  private static Answer error(int status, String code) {
    return json(status, new JsonObject().put("code", code).put("message", "No"));
  }

  private static Answer status(int status) {
    return request -> request.response().setStatusCode(status).end();
  }

  private static Answer json(int status, JsonObject body) {
    return request -> request.response().setStatusCode(status).end(body.encode());
  }

  private static void assertIssued(Future<FlowResult> result) throws Exception {
    FlowResult.Issued issued =
        assertInstanceOf(FlowResult.Issued.class, result.await(20, TimeUnit.SECONDS));
    assertEquals("the-code", issued.tokens().accessToken());
  }

  private static void assertRefused(Future<FlowResult> result, ErrorCode error, String status)
      throws Exception {
    FlowResult.Refused refused =
        assertInstanceOf(FlowResult.Refused.class, result.await(20, TimeUnit.SECONDS));
    assertEquals(error, refused.failure().error());
    assertEquals(status, refused.flow().status());
  }

  private static void assertFails(Future<FlowResult> result, ErrorCode error, Step step) {
    StepFailure failure = StepFailures.of(result);
    assertEquals(error, failure.error(), failure.description());
    assertEquals(step, failure.step());
  }
}
