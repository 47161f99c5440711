package dev.tokenflow.pingone.sandbox;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Counts how often the password of each user was submitted. It leaves requests to the sandbox. */
public final class SubmittedPasswords implements Misbehaviour {
  private final Map<String, Integer> byUser = new HashMap<>();
  private final Set<HttpConnection> connections = new HashSet<>();
  private CompletableFuture<Void> closed = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> reached = new CompletableFuture<>();
  private int all;
  private int expected;

  @Override
  public synchronized boolean takesOver(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    if (connections.add(connection)) {
      if (connections.size() == 1) {
        closed = new CompletableFuture<>();
      }
      connection.closeHandler(end -> closed(connection));
    }
    if (SandboxStep.of(request) == SandboxStep.CREDENTIALS) {
      request.body().onSuccess(body -> count(body.toJsonObject().getString("username")));
    }
    return false;
  }

  private synchronized void count(String username) {
    byUser.merge(username, 1, Integer::sum);
    all++;
    if (all == expected) {
      reached.complete(null);
    }
  }

  private synchronized void closed(HttpConnection connection) {
    connections.remove(connection);
    if (connections.isEmpty()) {
      closed.complete(null);
    }
  }

  /** Completes when no connection is open: all that their client has sent was counted. */
  public synchronized CompletableFuture<Void> closed() {
    return closed;
  }

  /** Completes when this many more were submitted. */
  public synchronized CompletableFuture<Void> more(int count) {
    expected = all + count;
    reached = new CompletableFuture<>();
    return reached;
  }

  public synchronized Map<String, Integer> byUser() {
    return Map.copyOf(byUser);
  }

  /** Forgets what was counted. */
  public synchronized void reset() {
    byUser.clear();
    all = 0;
  }
}
