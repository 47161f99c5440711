package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.PingOneVerticle;
import dev.tokenflow.pingone.live.ClusterManagers.Member;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of all cluster members with the same account, one keeps it. */
@Tag("endurance")
class ClusteredAccountsIT {
  @RegisterExtension final Live live = new Live();

  private final String cluster = "test-" + UUID.randomUUID();
  private final AtomicInteger passwords = new AtomicInteger();

  @ParameterizedTest
  @EnumSource
  void oneMemberKeepsTheAccountAndAnotherTakesOver(ClusterManagers managers) {
    DeploymentOptions deployment = new DeploymentOptions().setConfig(configuration());
    try (Member first = managers.join(cluster);
        Member second = managers.join(cluster)) {
      PingOneTokens ofFirst = PingOneTokens.overEventBus(first.vertx());
      PingOneTokens ofSecond = PingOneTokens.overEventBus(second.vertx());
      await(first.vertx().deployVerticle(PingOneVerticle.class.getName(), deployment));
      String token = await(account(ofFirst));
      // After that, or it could be the keeper.
      await(second.vertx().deployVerticle(PingOneVerticle.class.getName(), deployment));
      assertEquals(token, await(account(ofSecond)));
      assertEquals(1, passwords.get());

      Future<String> issued = nextIssued(second.vertx());
      leave(first);

      // The new keeper signs on afresh. Meanwhile the old one's tokens are as good as before.
      String answer = await(account(ofSecond));
      String renewed = await(issued);
      assertTrue(answer.equals(token) || answer.equals(renewed));
      assertNotEquals(token, renewed);
      assertEquals(renewed, await(account(ofSecond)));
      assertEquals(2, passwords.get());
    }
  }

  private static void leave(Member member) {
    member.close();
  }

  private static Future<String> nextIssued(Vertx member) {
    Promise<String> issued = Promise.promise();
    member
        .eventBus()
        .<JsonObject>consumer(
            "pingone.tokens",
            message -> issued.tryComplete(message.body().getString("access_token")));
    return issued.future();
  }

  private JsonObject configuration() {
    return live.sandbox(
            options(),
            request -> {
              if (SandboxStep.of(request) == SandboxStep.CREDENTIALS) {
                passwords.incrementAndGet();
              }
              return false;
            })
        .verticleConfiguration()
        .put("accounts", new JsonObject().put("nightly", alice()));
  }

  /** By the typed API, which does not ask a member that has left. */
  private static Future<String> account(PingOneTokens tokens) {
    return tokens.account(AccountRequest.of("nightly")).map(Tokens::accessToken);
  }
}
