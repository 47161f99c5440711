package dev.tokenflow.pingone.cli.acquire;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Signs users on.
 *
 * <p>A flow that requires another step, or whose password was wrong, stays open in its client until
 * it expires. Nobody continues it here, and a client has room for a limited number. So a new client
 * takes over before there are many, and the old one closes after what it has begun.
 */
final class SignOns {
  private final Supplier<PingOneTokens> clients;
  private final int maxOpenFlows;
  private Client current;

  /**
   * @param maxOpenFlows after how many flows that stay open a new client takes over
   */
  SignOns(Supplier<PingOneTokens> clients, int maxOpenFlows) {
    this.clients = clients;
    this.maxOpenFlows = maxOpenFlows;
    this.current = new Client(clients.get());
  }

  /** A client, how many of its sign-ons are under way, and how many flows it holds. */
  private static final class Client {
    private final PingOneTokens tokens;
    private int underWay;
    private int openFlows;

    Client(PingOneTokens tokens) {
      this.tokens = tokens;
    }
  }

  /** Signs a user on; the Future never fails. */
  Future<Result> begin(User user) {
    Client client = client();
    return client
        .tokens
        .signOn(user.request())
        .transform(ended -> Future.succeededFuture(result(client, user, ended)));
  }

  private synchronized Client client() {
    if (current.openFlows >= maxOpenFlows) {
      Client old = current;
      current = new Client(clients.get());
      closeIfDone(old);
    }
    current.underWay++;
    return current;
  }

  private synchronized Result result(Client client, User user, AsyncResult<Outcome> ended) {
    Result result =
        ended.succeeded()
            ? new Result.Answered(user, ended.result())
            : new Result.Failed(user, failure(user, ended.cause()));
    client.underWay--;
    if (result.leavesFlowOpen()) {
      client.openFlows++;
    }
    if (client != current) {
      closeIfDone(client);
    }
    return result;
  }

  /**
   * Anything but a {@code PingOneException} comes from around the client, such as a log handler.
   */
  private static Failure failure(User user, Throwable cause) {
    return cause instanceof PingOneException known
        ? known.failure()
        : Failure.of(
            ErrorCode.INTERNAL,
            Step.REQUEST,
            "unforeseen " + cause.getClass().getSimpleName(),
            user.username(),
            UUID.randomUUID().toString());
  }

  /** Closes the client, and with it the flows that are still open; the others have been closed. */
  synchronized Future<Void> close() {
    return current.tokens.close();
  }

  private static void closeIfDone(Client client) {
    if (client.underWay == 0) {
      client.tokens.close();
    }
  }
}
