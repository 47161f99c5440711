package dev.tokenflow.pingone.client;

import dev.tokenflow.pingone.account.TokenListener;
import dev.tokenflow.pingone.message.RequestMessage;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.traces.Traces;
import io.vertx.core.Closeable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.function.Function;

/**
 * Runs requests in this process, on an event loop, and returns to the caller's context. It ends
 * with the verticle that made it, or else with Vert.x.
 */
public final class DirectChannel implements Channel {
  private final ContextInternal home;
  private final Traces traces;
  private final Future<PingOneClient> client;
  private final Closeable endWithHome;

  public DirectChannel(Vertx vertx, PingOneOptions options) {
    this.home = eventLoop((VertxInternal) vertx);
    this.traces = Traces.of(vertx);
    Promise<PingOneClient> created = Promise.promise();
    home.runOnContext(
        begin -> Future.succeededFuture().map(now -> open(vertx, options)).onComplete(created));
    this.client = created.future();
    // Not by close(), which returns to a context whose threads may have ended.
    this.endWithHome =
        closed -> home.runOnContext(end -> client.compose(PingOneClient::close).onComplete(closed));
    home.addCloseHook(endWithHome);
  }

  /** An event loop that ends as the caller does. The threads of a worker end too early. */
  private static ContextInternal eventLoop(VertxInternal vertx) {
    ContextInternal caller = vertx.getOrCreateContext();
    return caller.isEventLoopContext()
        ? caller
        : vertx.contextBuilder().withCloseFuture(caller.closeFuture()).build();
  }

  private static PingOneClient open(Vertx vertx, PingOneOptions options) {
    PingOneClient client = new PingOneClient(vertx, options, null);
    // Nobody waits for it: the first call may come at once.
    client.warmUp();
    client.keepAccounts(TokenListener.NONE);
    return client;
  }

  @Override
  public <Q extends RequestMessage, A> Future<A> call(Operation<Q, A> operation, Q request) {
    // Here, on the caller's own thread.
    Traces.Parent caller = traces.current();
    return atHome(running -> running.call(operation, request, caller));
  }

  /** Ends what is in flight, each call with {@code unavailable}. */
  public Future<Void> close() {
    home.removeCloseHook(endWithHome);
    return atHome(PingOneClient::close);
  }

  private <T> Future<T> atHome(Function<PingOneClient, Future<T>> call) {
    Context caller = Vertx.currentContext();
    Promise<T> result = Promise.promise();
    home.runOnContext(
        arrived ->
            client
                .compose(call)
                .onComplete(
                    ended -> {
                      if (caller == null || caller == home) {
                        result.handle(ended);
                      } else {
                        caller.runOnContext(back -> result.handle(ended));
                      }
                    }));
    return result.future();
  }
}
