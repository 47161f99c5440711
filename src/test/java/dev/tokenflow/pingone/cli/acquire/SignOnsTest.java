package dev.tokenflow.pingone.cli.acquire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SharedKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Flows that nobody continues do not fill a client. */
@Timeout(60)
class SignOnsTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger clients = new AtomicInteger();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void newClientTakesOverBeforeAllPlacesForFlowsAreTaken() throws Exception {
    SignOns signOns = signOns(SandboxUser.Policy.ONE_TIME_PASSCODE, 4);

    for (int round = 0; round < 10; round++) {
      for (Result result : signOnFour(signOns, round)) {
        assertEquals("action_required OTP_REQUIRED", result.ending().description());
      }
    }
    signOns.close().await(20, TimeUnit.SECONDS);

    assertEquals(10, clients.get());
  }

  @Test
  void oneClientServesWhereNoFlowStaysOpen() throws Exception {
    SignOns signOns = signOns(SandboxUser.Policy.PASSWORD, 4);

    for (int round = 0; round < 10; round++) {
      for (Result result : signOnFour(signOns, round)) {
        assertEquals("tokens", result.ending().description());
      }
    }
    signOns.close().await(20, TimeUnit.SECONDS);

    assertEquals(1, clients.get());
  }

  /** Else the user would keep its place for ever. */
  @Test
  void endsAlsoWhereAHandlerOfTheLogThrows() throws Exception {
    Logger log = Logger.getLogger("dev.tokenflow.pingone.client.Call");
    Handler full = new FullDisk();
    log.setLevel(Level.FINE);
    log.addHandler(full);
    try {
      SignOns signOns = signOns(SandboxUser.Policy.PASSWORD, 4);

      Result result =
          signOns.begin(new User(2, "user-0", "wrong", null)).await(20, TimeUnit.SECONDS);

      assertEquals("internal at request", result.ending().description());
      assertEquals(
          "unforeseen UncheckedIOException", result.fields().getString("error_description"));
      signOns.close().await(20, TimeUnit.SECONDS);
    } finally {
      log.removeHandler(full);
      log.setLevel(null);
    }
  }

  private static final class FullDisk extends Handler {
    FullDisk() {
      setLevel(Level.FINE);
    }

    @Override
    public void publish(LogRecord line) {
      throw new UncheckedIOException(new IOException("No space left on device"));
    }

    @Override
    public void flush() {
      // Nothing is kept.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private List<Result> signOnFour(SignOns signOns, int round) throws Exception {
    List<Future<Result>> results =
        IntStream.range(0, 4)
            .mapToObj(i -> new User(2, "user-" + (round * 4 + i), "wonderland", null))
            .map(signOns::begin)
            .toList();
    Future.all(results).await(20, TimeUnit.SECONDS);
    return results.stream().map(Future::result).toList();
  }

  private SignOns signOns(SandboxUser.Policy policy, int maxOpenFlows) throws Exception {
    Map<String, SandboxUser> users = new HashMap<>();
    for (int user = 0; user < 40; user++) {
      users.put("user-" + user, new SandboxUser("user-" + user, "wonderland", policy));
    }
    Sandbox sandbox =
        Sandbox.start(vertx, new SandboxOptions(users).setSigningKey(SharedKey.RSA))
            .await(20, TimeUnit.SECONDS);
    PingOneOptions options =
        PingOneOptions.load(
                vertx,
                sandbox.verticleConfiguration().put("maxPendingFlows", 8).put("warmUp", false))
            .await(20, TimeUnit.SECONDS);
    return new SignOns(
        () -> {
          clients.incrementAndGet();
          return PingOneTokens.direct(vertx, options);
        },
        maxOpenFlows);
  }
}
