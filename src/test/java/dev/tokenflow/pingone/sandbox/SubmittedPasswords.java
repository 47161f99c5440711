package dev.tokenflow.pingone.sandbox;

import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Counts how often the password of each user was submitted. It leaves requests to the sandbox. */
public final class SubmittedPasswords implements Misbehaviour {
  private final Map<String, Integer> byUser = new HashMap<>();
  private int all;
  private int expected;
  private CompletableFuture<Void> reached = new CompletableFuture<>();

  @Override
  public boolean takesOver(HttpServerRequest request) {
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

  /** Forgets what was counted. */
  public synchronized void reset() {
    byUser.clear();
    all = 0;
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
}
