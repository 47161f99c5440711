package dev.tokenflow.pingone.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Failures;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.options.RotatingFile;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sign-ons of an account whose password has just been rotated from the first to the second. */
class UserSignOnTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final ScriptedCalls calls = new ScriptedCalls(context);
  private UserSignOn signOn;
  private Path file;

  @BeforeEach
  void rotate(@TempDir Path folder) throws IOException {
    file = Files.writeString(folder.resolve("password"), "second");
    signOn =
        new UserSignOn(
            calls, "alice", RotatingFile.ofSecret(vertx, "first", file.toString()), "openid");
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void triesThePreviousPasswordIfPingOneDoesNotKnowTheNewOneYet() throws Exception {
    Future<Tokens> tokens = on(signOn::acquire);
    calls.next("sign-on alice second").fail(failure(ErrorCode.INVALID_CREDENTIALS));
    calls.next("sign-on alice first").answer(AccountsTest.tokens("t1"));

    assertEquals("t1", await(tokens).accessToken());
    assertEquals(true, await(on(signOn::hasChanged)));
  }

  /** Each further wrong password would bring the lock of the account nearer. */
  @Test
  void triesThePreviousPasswordOnce() throws Exception {
    Future<Tokens> tokens = on(signOn::acquire);
    calls.next("sign-on alice second").fail(failure(ErrorCode.INVALID_CREDENTIALS));
    calls.next("sign-on alice first").fail(failure(ErrorCode.INVALID_CREDENTIALS));

    assertEquals(ErrorCode.INVALID_CREDENTIALS, Failures.of(tokens).error());
    assertEquals(0, calls.pending());
    assertEquals(false, await(on(signOn::hasChanged)));

    Files.writeString(file, "third");
    assertEquals(true, await(on(signOn::hasChanged)));
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"INVALID_CREDENTIALS"})
  void doesNotTryThePreviousPasswordAfterAnotherFailure(ErrorCode error) throws Exception {
    Future<Tokens> tokens = on(signOn::acquire);
    calls.next("sign-on alice second").fail(failure(error));

    assertEquals(error, Failures.of(tokens).error());
    assertEquals(0, calls.pending());
  }

  private static Failure failure(ErrorCode error) {
    return Failure.of(error, Step.CREDENTIALS, "why", "alice", "c-failed");
  }

  private <T> Future<T> on(Supplier<Future<T>> work) {
    Promise<T> result = Promise.promise();
    context.runOnContext(now -> work.get().onComplete(result));
    return result.future();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
