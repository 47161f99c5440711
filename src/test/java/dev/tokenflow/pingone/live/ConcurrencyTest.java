package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.Checkpoint;
import io.vertx.junit5.VertxTestContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Concurrent sign-ons do not mix up their users or tokens. */
class ConcurrencyTest {
  private static final int USERS = 200;

  @RegisterExtension final Live live = new Live();

  private final Map<String, SandboxUser> users = SandboxUser.numbered(USERS);

  @ParameterizedTest
  @CsvSource({"1, pi.flow", "2, pi.flow", "2, query"})
  void eachUserGetsItsOwnTokensPublishedOnce(int instances, String responseMode) throws Exception {
    live.deploy(
        live.sandbox(new SandboxOptions(users))
            .verticleConfiguration()
            .put("responseMode", responseMode),
        instances);
    VertxTestContext context = new VertxTestContext();
    Checkpoint replied = context.checkpoint(USERS);
    Checkpoint published = context.checkpoint(USERS);
    Set<String> repliedTokens = ConcurrentHashMap.newKeySet();
    Set<String> publishedTokens = ConcurrentHashMap.newKeySet();

    live.vertx()
        .eventBus()
        .<JsonObject>consumer(
            "pingone.tokens",
            message ->
                context.verify(
                    () -> {
                      assertEquals("issued", message.headers().get("event"));
                      assertTrue(
                          publishedTokens.add(message.body().getString("access_token")),
                          "published once");
                      published.flag();
                    }));
    for (SandboxUser user : users.values()) {
      live.signOn(
              new JsonObject().put("username", user.username()).put("password", user.password()))
          .onComplete(
              context.succeeding(
                  tokens ->
                      context.verify(
                          () -> {
                            assertEquals(user.username(), tokens.getString("username"));
                            assertEquals(
                                user.subject(), tokens.getJsonObject("claims").getString("sub"));
                            assertTrue(repliedTokens.add(tokens.getString("access_token")));
                            replied.flag();
                          })));
    }

    assertTrue(
        context.awaitCompletion(30, TimeUnit.SECONDS),
        "not all sign-ons were answered and published");
    assertNull(context.causeOfFailure());
    assertEquals(repliedTokens, publishedTokens);
  }
}
