package dev.tokenflow.pingone.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.message.ClientCredentials;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Calls that wait until the test answers them. */
final class ScriptedCalls implements AccountCalls {
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final Context context;

  ScriptedCalls(Context context) {
    this.context = context;
  }

  /** A call in progress. */
  final class Call {
    private final String request;
    private final Promise<Outcome> outcome = Promise.promise();

    Call(String request) {
      this.request = request;
    }

    void answer(Outcome answer) {
      context.runOnContext(now -> outcome.complete(answer));
    }

    void fail(Failure failure) {
      context.runOnContext(now -> outcome.fail(new PingOneException(failure)));
    }
  }

  /** The next call, which has to be this one. */
  Call next(String request) throws InterruptedException {
    Call call = calls.poll(10, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("no call within 10 s, expected " + request);
    }
    assertEquals(request, call.request);
    return call;
  }

  /** The number of calls that no one has taken. */
  int pending() {
    return calls.size();
  }

  @Override
  public Future<Outcome> signOn(SignOn request) {
    return begin("sign-on " + request.username() + " " + request.password());
  }

  @Override
  public Future<Tokens> clientCredentials(ClientCredentials request) {
    return begin("client-credentials").map(Tokens.class::cast);
  }

  @Override
  public Future<Tokens> refresh(Refresh request, Tokens before) {
    return begin(
            "refresh "
                + request.refreshToken()
                + " of "
                + request.subject()
                + ", replaces "
                + before.accessToken())
        .map(Tokens.class::cast);
  }

  private Future<Outcome> begin(String request) {
    Call call = new Call(request);
    calls.add(call);
    return call.outcome.future();
  }
}
