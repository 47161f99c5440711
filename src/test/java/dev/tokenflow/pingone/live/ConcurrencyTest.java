package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many at once do not mix. */
class ConcurrencyTest {
  private static final int USERS = 200;

  @RegisterExtension final Live live = new Live();

  @ParameterizedTest
  @CsvSource({"1, pi.flow", "2, pi.flow", "2, query"})
  void eachOfManyGetsItsOwnTokensAndEachIsPublishedOnce(int instances, String responseMode) {
    Map<String, SandboxUser> users = SandboxUser.numbered(USERS);
    live.deploy(
        live.sandbox(new SandboxOptions(users))
            .verticleConfiguration()
            .put("responseMode", responseMode),
        instances);
    List<String> published = Collections.synchronizedList(new ArrayList<>());
    Promise<Void> allPublished = Promise.promise();
    live.vertx()
        .eventBus()
        .<JsonObject>consumer(
            "pingone.tokens",
            message -> {
              assertEquals("issued", message.headers().get("event"));
              published.add(message.body().getString("access_token"));
              if (published.size() == USERS) {
                allPublished.complete();
              }
            });

    List<Future<JsonObject>> signOns =
        users.values().stream()
            .map(
                user ->
                    live.signOn(
                        new JsonObject()
                            .put("username", user.username())
                            .put("password", user.password())))
            .toList();
    await(Future.all(signOns));
    await(allPublished.future());

    Set<String> accessTokens = new HashSet<>();
    for (Future<JsonObject> signOn : signOns) {
      JsonObject tokens = signOn.result();
      assertEquals(
          users.get(tokens.getString("username")).subject(),
          tokens.getJsonObject("claims").getString("sub"));
      accessTokens.add(tokens.getString("access_token"));
    }
    assertEquals(USERS, accessTokens.size());
    assertEquals(USERS, published.size());
    assertEquals(accessTokens, Set.copyOf(published));
  }
}
