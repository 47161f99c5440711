package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Compresses a long account life: tokens that live one second are renewed many times under faults.
 */
@Tag("endurance")
class AccountRenewalsIT {
  private static final int RENEWALS = 50;
  private static final Duration LIFETIME = Duration.ofSeconds(1);
  private static final List<SandboxFault> FAULTS =
      List.of(
          SandboxFault.RESET_AFTER_READ,
          SandboxFault.STATUS_500,
          SandboxFault.HTML_PAGE,
          SandboxFault.NO_ANSWER,
          SandboxFault.MISSING_FIELDS,
          SandboxFault.TRUNCATED,
          SandboxFault.STATUS_400_PAGE);

  @RegisterExtension final Live live = new Live();

  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger faults = new AtomicInteger();

  /** Each access token and when this test first saw it, which is after it was issued. */
  private final Map<String, Long> seenAt = new ConcurrentHashMap<>();

  private final AtomicInteger answers = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> expired = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  @Test
  void neverReturnsAnExpiredToken() {
    AtomicInteger renewals = new AtomicInteger(-1);
    Promise<Void> enough = Promise.promise();
    live.vertx()
        .eventBus()
        .<JsonObject>consumer(
            "pingone.tokens",
            message -> {
              see(message.body());
              if (renewals.incrementAndGet() == RENEWALS) {
                enough.tryComplete();
              }
            });
    JsonObject account =
        new JsonObject()
            .put("username", "alice")
            .put("password", "wonderland")
            .put("scope", "openid offline_access");
    live.deploy(
        live.sandbox(options().setAccessTokenLifetime(LIFETIME).setFaults(this::faultFor))
            .verticleConfiguration()
            .put("requestTimeoutMs", 300)
            .put("retry", new JsonObject().put("maxAttempts", 1))
            .put("accounts", new JsonObject().put("nightly", account)));

    requestRepeatedly();
    assertDoesNotThrow(() -> enough.future().await(180, TimeUnit.SECONDS));
    over = true;

    assertEquals(List.of(), List.copyOf(expired));
    assertTrue(faults.get() >= 15, () -> faults + " faults");
    assertTrue(answers.get() > RENEWALS, () -> answers + " answers");
  }

  /** Injects occasional single faults, and occasional series long enough for a token to expire. */
  private SandboxFault faultFor(SandboxStep step, int number) {
    int request = requests.incrementAndGet();
    boolean wrong = request > 10 && (request % 7 == 0 || request % 50 < 5);
    // Not at the password: five faults there would count as five wrong passwords.
    return wrong && step != SandboxStep.CREDENTIALS
        ? FAULTS.get(faults.getAndIncrement() % FAULTS.size())
        : null;
  }

  private void requestRepeatedly() {
    long askedAt = System.nanoTime();
    live.ask("account", new JsonObject().put("account", "nightly"))
        .onSuccess(
            tokens -> {
              answers.incrementAndGet();
              long age = askedAt - see(tokens);
              // A request made after the token's expiry must not return it.
              if (age >= LIFETIME.toNanos()) {
                expired.add("a token that expired at least " + age + " ns before");
              }
            })
        .onComplete(
            answered -> {
              if (!over) {
                live.vertx().setTimer(5, due -> requestRepeatedly());
              }
            });
  }

  private long see(JsonObject tokens) {
    long now = System.nanoTime();
    Long before = seenAt.putIfAbsent(tokens.getString("access_token"), now);
    return before == null ? now : before;
  }
}
