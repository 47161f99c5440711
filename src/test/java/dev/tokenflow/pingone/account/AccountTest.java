package dev.tokenflow.pingone.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.TokenEvent;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.options.RotatingFile;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccountTest {
  private static final String SIGN_ON = "sign-on alice wonderland";
  private static final Duration HOUR = Duration.ofHours(1);

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final ScriptedCalls calls = new ScriptedCalls(context);
  private final AtomicLong skew = new AtomicLong();
  private final AtomicLong suspended = new AtomicLong();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final AtomicBoolean keeper = new AtomicBoolean(true);
  private final List<FreshTokens> copies = new CopyOnWriteArrayList<>();
  private final Account account = account(calls, null);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void acquiresOnceForAllCallers() throws Exception {
    List<Future<Tokens>> callers = IntStream.range(0, 100).mapToObj(n -> current()).toList();
    calls.next(SIGN_ON).answer(tokens("t1", HOUR));

    for (Future<Tokens> caller : callers) {
      assertEquals("t1", await(caller).accessToken());
    }
    assertEquals("t1", await(current()).accessToken());
    assertEquals(0, calls.pending());
    assertEquals("ISSUED t1", nextEvent());
  }

  @Test
  void givesEachCallerItsOwnClaims() throws Exception {
    Future<Tokens> first = current();
    Future<Tokens> second = current();
    calls.next(SIGN_ON).answer(tokens("t1", HOUR));
    claims(await(first)).clear();
    claims(await(second)).clear();

    claims(await(current())).clear();

    assertEquals("alice-id", await(current()).subject());
  }

  @Test
  void countsDownTheLifetime() throws Exception {
    acquire(tokens("t1", HOUR));

    pass(Duration.ofMinutes(10));

    long left = Objects.requireNonNull(await(current()).expiresIn()).toSeconds();
    assertTrue(left <= 3000 && left > 2900, () -> left + " s");
  }

  @Test
  void renewsWithTheRefreshTokenBeforeTheTokensExpire() throws Exception {
    acquire(refreshable("t1", "r1", Duration.ofSeconds(2)));

    ScriptedCalls.Call renewal = calls.next("refresh r1 of alice-id, replaces t1");
    assertEquals("t1", await(current()).accessToken());
    renewal.answer(withoutIdToken("t2", "r2", Duration.ofSeconds(2)));
    assertEquals("REFRESHED t2", nextEvent());

    assertEquals("t2", await(current()).accessToken());
    // The subject is that of the last ID token.
    calls.next("refresh r2 of alice-id, replaces t2");
  }

  @Test
  void signsOnAgainWithoutARefreshToken() throws Exception {
    acquire(tokens("t1", Duration.ofSeconds(1)));

    calls.next(SIGN_ON).answer(tokens("t2", HOUR));

    assertEquals("ISSUED t2", nextEvent());
    assertEquals("t2", await(current()).accessToken());
  }

  /** A machine that was suspended runs its timers late. */
  @Test
  void acquiresForACallerIfTheTokensExpiredBeforeTheTimer() throws Exception {
    acquire(tokens("t1", HOUR));
    pass(HOUR);

    Future<Tokens> caller = current();
    calls.next(SIGN_ON).answer(tokens("t2", HOUR));

    assertEquals("t2", await(caller).accessToken());
  }

  @Test
  void triesAgainByItselfAfterAFailure() throws Exception {
    Future<Tokens> caller = current();
    calls.next(SIGN_ON).fail(failure(ErrorCode.UNAVAILABLE, Step.TOKEN, null));

    assertEquals("c-failed", failureOf(caller).correlationId());
    assertEquals("unavailable", nextEvent());
    calls.next(SIGN_ON).answer(tokens("t1", HOUR));
    assertEquals("ISSUED t1", nextEvent());
    assertEquals("t1", await(current()).accessToken());
  }

  @Test
  void answersTheFailureUntilTheNextTryIsDue() throws Exception {
    Future<Tokens> caller = current();
    calls.next(SIGN_ON).fail(failure(ErrorCode.RATE_LIMITED, Step.TOKEN, HOUR));
    assertEquals(HOUR, failureOf(caller).retryAfter());

    pass(Duration.ofMinutes(50));
    Failure remembered = failureOf(current());
    assertEquals(ErrorCode.RATE_LIMITED, remembered.error());
    Duration wait = Objects.requireNonNull(remembered.retryAfter());
    assertTrue(wait.compareTo(Duration.ofMinutes(10)) <= 0);
    assertEquals(0, calls.pending());

    pass(Duration.ofMinutes(10));
    Future<Tokens> late = current();
    calls.next(SIGN_ON).answer(tokens("t1", HOUR));
    assertEquals("t1", await(late).accessToken());
  }

  /** The steady clock stood still while the machine was suspended, and so did the timer. */
  @Test
  void doesNotAnswerTokensThatExpiredWhileTheMachineWasSuspended() throws Exception {
    acquire(tokens("t1", HOUR));
    suspended.addAndGet(HOUR.toNanos());

    Future<Tokens> caller = current();
    calls.next(SIGN_ON).answer(tokens("t2", HOUR));

    assertEquals("t2", await(caller).accessToken());
  }

  @Test
  void answersValidTokensWhileRenewalsFail() throws Exception {
    acquire(tokens("t1", HOUR));
    Future<Tokens> refused = current("t1");
    calls.next(SIGN_ON).fail(failure(ErrorCode.RATE_LIMITED, Step.TOKEN, HOUR));
    assertEquals(ErrorCode.RATE_LIMITED, failureOf(refused).error());

    assertEquals("t1", await(current()).accessToken());
    assertEquals("t1", await(current("t1")).accessToken());
    assertEquals(0, calls.pending());
  }

  @Test
  void stopsAtAWrongPasswordUntilItChanges(@TempDir Path folder) throws Exception {
    Path file = write(folder, "looking-glass");
    Account stopping = account(calls, file);
    Future<Tokens> caller = on(() -> stopping.current(null));
    calls
        .next("sign-on alice looking-glass")
        .fail(failure(ErrorCode.INVALID_CREDENTIALS, Step.CREDENTIALS, null));
    assertEquals(ErrorCode.INVALID_CREDENTIALS, failureOf(caller).error());

    pass(HOUR);
    Failure remembered = failureOf(on(() -> stopping.current(null)));
    assertEquals(ErrorCode.INVALID_CREDENTIALS, remembered.error());
    assertEquals(0, calls.pending());

    write(folder, "wonderland");
    ScriptedCalls.Call next = calls.next(SIGN_ON);
    Future<Tokens> waiting = on(() -> stopping.current(null));
    next.answer(tokens("t1", HOUR));
    assertEquals("t1", await(waiting).accessToken());
  }

  @Test
  void answersValidTokensWhileStopped() throws Exception {
    acquire(tokens("t1", HOUR));
    Future<Tokens> refused = current("t1");
    calls.next(SIGN_ON).fail(failure(ErrorCode.ACCOUNT_LOCKED, Step.CREDENTIALS, null));
    assertEquals(ErrorCode.ACCOUNT_LOCKED, failureOf(refused).error());

    assertEquals("t1", await(current()).accessToken());
    pass(HOUR);
    assertEquals(ErrorCode.ACCOUNT_LOCKED, failureOf(current()).error());
  }

  @Test
  void stopsIfThePolicyRequiresMoreThanThePassword() throws Exception {
    Future<Tokens> caller = current();
    calls
        .next(SIGN_ON)
        .answer(
            new ActionRequired(
                "OTP_REQUIRED", List.of(), "flow", null, null, new JsonObject(), "c-otp"));

    Failure failure = failureOf(caller);
    assertEquals(ErrorCode.ACTION_UNSUPPORTED, failure.error());
    assertEquals("c-otp", failure.correlationId());
    pass(HOUR);
    assertEquals(ErrorCode.ACTION_UNSUPPORTED, failureOf(current()).error());
    assertEquals(0, calls.pending());
  }

  @Test
  void replacesARefusedTokenAtMostOnceInTenSeconds() throws Exception {
    acquire(tokens("t1", HOUR));
    assertEquals("t1", await(current("another")).accessToken());

    Future<Tokens> first = current("t1");
    Future<Tokens> second = current("t1");
    assertEquals("t1", await(current()).accessToken());
    calls.next(SIGN_ON).answer(tokens("t2", HOUR));
    assertEquals("t2", await(first).accessToken());
    assertEquals("t2", await(second).accessToken());

    assertEquals("t2", await(current("t2")).accessToken());
    assertEquals(0, calls.pending());
    pass(Duration.ofSeconds(10));
    current("t2");
    calls.next(SIGN_ON);
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, TOKEN, false",
    "TIMEOUT, TOKEN, false",
    "INVALID_RESPONSE, TOKEN, false",
    "INVALID_ID_TOKEN, ID_TOKEN, false",
    "RATE_LIMITED, TOKEN, true",
    "INTERNAL, REQUEST, false",
    "OVERLOADED, REQUEST, true"
  })
  void refreshesAgainOnlyIfTheRefreshTokenIsCertainlyUnused(
      ErrorCode error, Step step, boolean again) throws Exception {
    acquire(refreshable("t1", "r1", HOUR));
    current("t1");
    calls.next("refresh r1 of alice-id, replaces t1").fail(failure(error, step, null));

    calls.next(again ? "refresh r1 of alice-id, replaces t1" : SIGN_ON);
  }

  @Test
  void signsOnAtOnceIfTheRefreshTokenIsInvalid() throws Exception {
    acquire(refreshable("t1", "r1", HOUR));
    Future<Tokens> caller = current("t1");
    calls
        .next("refresh r1 of alice-id, replaces t1")
        .fail(failure(ErrorCode.INVALID_GRANT, Step.TOKEN, null));
    calls.next(SIGN_ON).answer(tokens("t2", HOUR));

    assertEquals("t2", await(caller).accessToken());
    assertEquals("ISSUED t2", nextEvent());
  }

  @Test
  void failsIfTheTokensExpireBeforeTheyArrive() throws Exception {
    Future<Tokens> caller = current();
    ScriptedCalls.Call slow = calls.next(SIGN_ON);
    pass(HOUR);
    slow.answer(tokens("t1", HOUR));

    Failure failure = failureOf(caller);
    assertEquals(ErrorCode.TIMEOUT, failure.error());
    assertEquals(Step.TOKEN, failure.step());
    assertEquals("alice", failure.username());
    assertEquals("c-t1", failure.correlationId());
    assertEquals("timeout", nextEvent());
    calls.next(SIGN_ON);
  }

  /** The states in which a timer could still begin something. */
  enum Waiting {
    FRESH,
    FAILED
  }

  @ParameterizedTest
  @EnumSource
  void closingStopsTheTimer(Waiting state) throws Exception {
    ScriptedCalls others = new ScriptedCalls(context);
    Account other = account(others, null);
    for (ScriptedCalls script : List.of(calls, others)) {
      on(() -> (script == calls ? account : other).current(null));
      end(script, state);
      nextEvent();
    }
    shut(account);

    // The other account's timers show that enough time has passed.
    for (int round = 0; round < 2; round++) {
      end(others, state);
      nextEvent();
    }
    others.next(SIGN_ON);

    assertEquals(0, calls.pending());
    assertClosed(current());
  }

  @Test
  void callersThatWaitGetTheTokensAfterClosing() throws Exception {
    Future<Tokens> first = current();
    Future<Tokens> second = current();
    ScriptedCalls.Call call = calls.next(SIGN_ON);
    shut(account);

    assertClosed(current());
    call.answer(tokens("t1", HOUR));
    assertEquals("t1", await(first).accessToken());
    assertEquals("t1", await(second).accessToken());
    assertTrue(events.isEmpty());
  }

  @Test
  void closingAnIdleAccountRefusesCallers() throws Exception {
    shut(account);

    assertClosed(current());
    assertEquals(0, calls.pending());
  }

  @Test
  void closingAStoppedAccountRefusesCallers() throws Exception {
    Future<Tokens> caller = current();
    calls.next(SIGN_ON).fail(failure(ErrorCode.ACCOUNT_DISABLED, Step.CREDENTIALS, null));
    assertFalse(failureOf(caller).retryable());

    shut(account);

    assertClosed(current());
  }

  @Test
  void answersFromTheLastKeepersTokensWhileItSignsOnAfresh() throws Exception {
    Account taken = account(calls, signOn(calls), fresh(refreshable("t1", "r1", HOUR)));

    Future<Tokens> first = on(() -> taken.current(null));
    ScriptedCalls.Call call = calls.next(SIGN_ON);

    assertEquals("t1", await(on(() -> taken.current(null))).accessToken());
    call.answer(tokens("t2", HOUR));
    assertEquals("t2", await(first).accessToken());
    assertEquals("t2", await(on(() -> taken.current(null))).accessToken());
    assertEquals("t2", copies.get(0).tokens().accessToken());
  }

  @Test
  void answersFromTheLastKeepersTokensWhenTheFreshSignOnFails() throws Exception {
    Account taken = account(calls, signOn(calls), fresh(tokens("t1", HOUR)));

    Future<Tokens> first = on(() -> taken.current(null));
    calls.next(SIGN_ON).fail(failure(ErrorCode.UNAVAILABLE, Step.TOKEN, null));

    assertEquals(ErrorCode.UNAVAILABLE, failureOf(first).error());
    assertEquals("t1", await(on(() -> taken.current(null))).accessToken());
  }

  /** Its refresh token is no longer its own to use. */
  @Test
  void renewsNothingOnceAnotherInstanceKeepsIt() throws Exception {
    acquire(refreshable("t1", "r1", Duration.ofSeconds(2)));
    keeper.set(false);
    pass(Duration.ofSeconds(3));

    Failure failure = failureOf(current());

    assertEquals(ErrorCode.UNAVAILABLE, failure.error());
    assertEquals("another instance keeps the accounts now", failure.description());
    assertEquals(0, calls.pending());
  }

  private UserSignOn signOn(ScriptedCalls script) {
    return new UserSignOn(script, "alice", RotatingFile.ofSecret(vertx, "wonderland", null), null);
  }

  private FreshTokens fresh(Tokens tokens) {
    return new FreshTokens(tokens, now());
  }

  private void end(ScriptedCalls script, Waiting state) throws InterruptedException {
    ScriptedCalls.Call call = script.next(SIGN_ON);
    if (state == Waiting.FRESH) {
      call.answer(tokens("t1", Duration.ofSeconds(1)));
    } else {
      call.fail(failure(ErrorCode.UNAVAILABLE, Step.TOKEN, null));
    }
  }

  private Account account(ScriptedCalls script, @Nullable Path passwordFile) {
    String file = passwordFile == null ? null : passwordFile.toString();
    String password = passwordFile == null ? "wonderland" : "looking-glass";
    RotatingFile<String> secret = RotatingFile.ofSecret(vertx, password, file);
    UserSignOn signOn = new UserSignOn(script, "alice", secret, null);
    return account(script, signOn, null);
  }

  private Account account(ScriptedCalls script, Renewal signOn, @Nullable FreshTokens last) {
    Renewer renewer = new Renewer(script, signOn, this::now, keeper::get, copies::add);
    return new Account(vertx, "nightly", renewer, listener(), this::now, last);
  }

  private TokenListener listener() {
    return new TokenListener() {
      @Override
      public void issued(TokenEvent event, Tokens tokens) {
        events.add(event + " " + tokens.accessToken());
      }

      @Override
      public void failed(Failure failure) {
        events.add(failure.error().wireName());
      }
    };
  }

  private Moment now() {
    return new Moment(
        System.nanoTime() + skew.get(), Instant.now().plusNanos(skew.get() + suspended.get()));
  }

  private void pass(Duration time) {
    skew.addAndGet(time.toNanos());
  }

  private void acquire(Tokens tokens) throws Exception {
    Future<Tokens> caller = current();
    calls.next(SIGN_ON).answer(tokens);
    assertEquals(tokens.accessToken(), await(caller).accessToken());
    assertEquals("ISSUED " + tokens.accessToken(), nextEvent());
  }

  private Future<Tokens> current() {
    return current(null);
  }

  private Future<Tokens> current(@Nullable String refused) {
    return on(() -> account.current(refused));
  }

  private void shut(Account toClose) throws Exception {
    await(
        on(
            () -> {
              toClose.close();
              return Future.succeededFuture();
            }));
  }

  private <T> Future<T> on(Supplier<Future<T>> work) {
    Promise<T> result = Promise.promise();
    context.runOnContext(now -> work.get().onComplete(result));
    return result.future();
  }

  private @Nullable String nextEvent() throws InterruptedException {
    return events.poll(10, TimeUnit.SECONDS);
  }

  private static Path write(Path folder, String password) throws IOException {
    return Files.writeString(folder.resolve("password"), password);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }

  private static Failure failureOf(Future<?> future) {
    return assertThrows(PingOneException.class, () -> await(future)).failure();
  }

  private static void assertClosed(Future<?> future) {
    StepException failure = assertThrows(StepException.class, () -> await(future));
    assertEquals(ErrorCode.UNAVAILABLE, failure.failure().error());
    assertEquals(Step.REQUEST, failure.failure().step());
  }

  private static Tokens tokens(String accessToken, Duration lifetime) {
    return refreshable(accessToken, null, lifetime);
  }

  private static JsonObject claims(Tokens tokens) {
    return Objects.requireNonNull(tokens.claims());
  }

  private static Tokens refreshable(
      String accessToken, @Nullable String refreshToken, Duration lifetime) {
    return tokens(accessToken, refreshToken, lifetime, new JsonObject().put("sub", "alice-id"));
  }

  private static Tokens withoutIdToken(String accessToken, String refreshToken, Duration lifetime) {
    return tokens(accessToken, refreshToken, lifetime, null);
  }

  private static Tokens tokens(
      String accessToken,
      @Nullable String refreshToken,
      Duration lifetime,
      @Nullable JsonObject claims) {
    return new Tokens(
        accessToken,
        "Bearer",
        lifetime,
        null,
        "openid",
        null,
        refreshToken,
        claims,
        "alice",
        "c-" + accessToken);
  }

  private static Failure failure(ErrorCode error, Step step, @Nullable Duration retryAfter) {
    return Failure.of(error, step, "why", "alice", "c-failed").copyFor(retryAfter);
  }
}
