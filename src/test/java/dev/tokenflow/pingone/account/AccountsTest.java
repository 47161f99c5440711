package dev.tokenflow.pingone.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.options.AccountOptions;
import dev.tokenflow.pingone.options.AccountOptions.ClientCredentialsGrant;
import dev.tokenflow.pingone.options.AccountOptions.SignOnGrant;
import dev.tokenflow.pingone.options.Password;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountsTest {
  private static final AccountOptions ALICE =
      new AccountOptions(
          "alice", new SignOnGrant("alice", new Password("wonderland", null)), "openid", false);
  private static final AccountOptions BATCH =
      new AccountOptions("batch", new ClientCredentialsGrant(), null, true);

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final ScriptedCalls calls = new ScriptedCalls(context);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void acquiresAtOnceWhatIsNotLazy() throws Exception {
    Accounts accounts = accounts(BATCH, ALICE);
    calls.next("sign-on alice wonderland").answer(tokens("t1"));

    assertEquals("t1", await(current(accounts, "alice")).accessToken());
    assertEquals(0, calls.pending());
  }

  @Test
  void acquiresWhatIsLazyForItsFirstCaller() throws Exception {
    Accounts accounts = accounts(BATCH);
    assertEquals(0, calls.pending());

    Future<Tokens> caller = current(accounts, "batch");
    calls.next("client-credentials").answer(tokens("t2"));

    assertEquals("t2", await(caller).accessToken());
  }

  @Test
  void namesTheConfiguredAccountsIfItIsAskedForAnother() throws Exception {
    assertEquals(
        "account is not one of those configured, expected alice, batch",
        refusal(accounts(BATCH, ALICE)));
    assertEquals("account is not one of those configured, expected none", refusal(accounts()));
  }

  @Test
  void closingEndsEveryAccountForNewCallersOnly() throws Exception {
    Accounts accounts = accounts(ALICE, BATCH);
    Future<Tokens> waiting = current(accounts, "alice");
    ScriptedCalls.Call signOn = calls.next("sign-on alice wonderland");

    await(
        on(
            () -> {
              accounts.close();
              return Future.succeededFuture();
            }));

    assertEquals(ErrorCode.UNAVAILABLE, StepFailures.of(current(accounts, "alice")).error());
    assertEquals(ErrorCode.UNAVAILABLE, StepFailures.of(current(accounts, "batch")).error());
    signOn.answer(tokens("t1"));
    assertEquals("t1", await(waiting).accessToken());
  }

  private Accounts accounts(AccountOptions... configured) throws Exception {
    return await(
        on(
            () ->
                Future.succeededFuture(
                    new Accounts(
                        vertx,
                        List.of(configured),
                        calls,
                        TokenListener.NONE,
                        new AccountCopies(),
                        () -> true))));
  }

  private String refusal(Accounts accounts) {
    StepFailure failure = StepFailures.of(current(accounts, "nobody's"));
    assertEquals(ErrorCode.INVALID_REQUEST, failure.error());
    assertEquals(Step.REQUEST, failure.step());
    return failure.description();
  }

  private Future<Tokens> current(Accounts accounts, String name) {
    return on(
        () ->
            accounts.current(
                new AccountRequest(name, null, null), Deadline.in(Duration.ofSeconds(9))));
  }

  private <T> Future<T> on(Supplier<Future<T>> work) {
    Promise<T> result = Promise.promise();
    context.runOnContext(now -> work.get().onComplete(result));
    return result.future();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }

  static Tokens tokens(String accessToken) {
    return new Tokens(
        accessToken, "Bearer", Duration.ofHours(1), null, null, null, null, null, "alice", "c-1");
  }
}
