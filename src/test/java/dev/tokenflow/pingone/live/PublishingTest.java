package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the verticle publishes besides its replies. */
class PublishingTest {
  @RegisterExtension final Live live = new Live();

  @ParameterizedTest
  @CsvSource(
      nullValues = "default",
      value = {"default, refresh_token", "tokens, refresh_token", "all,"})
  void publishesTheReply(@Nullable String publish, @Nullable String withheld) {
    JsonObject configuration = live.sandbox().verticleConfiguration();
    live.deploy(publish == null ? configuration : configuration.put("publish", publish));
    Future<Message<JsonObject>> published = nextAt("pingone.tokens");

    JsonObject reply = await(signOnForARefreshToken());

    assertNotNull(reply.getString("refresh_token"));
    if (withheld != null) {
      reply.remove(withheld);
    }
    assertEquals(reply, await(published).body());
    assertEquals("issued", await(published).headers().get("event"));
  }

  @Test
  void metadataOmitsTheTokensAndAllThatIsKnownOfTheUser() {
    live.deploy(live.sandbox().verticleConfiguration().put("publish", "metadata"));
    Future<Message<JsonObject>> published = nextAt("pingone.tokens");

    JsonObject expected = await(signOnForARefreshToken()).copy();
    expected.remove("access_token");
    expected.remove("id_token");
    expected.remove("refresh_token");
    expected.put(
        "claims", new JsonObject().put("sub", expected.getJsonObject("claims").getString("sub")));

    assertEquals(expected, await(published).body());
  }

  private Future<JsonObject> signOnForARefreshToken() {
    return live.signOn(alice().put("scope", "openid offline_access"));
  }

  @Test
  void publishesFailuresWithTheUserName() {
    live.deploy(live.sandbox().verticleConfiguration());
    Future<Message<JsonObject>> published = nextAt("pingone.failures");

    JsonObject wrong = alice().put("password", "looking-glass");
    JsonObject reply = new JsonObject(failure(live.signOn(wrong)).getMessage());

    // The details are for the caller alone.
    assertNotNull(reply.remove("details"));
    assertEquals(reply.put("username", "alice"), await(published).body());
  }

  @Test
  void offPublishesNothing() {
    live.deploy(live.sandbox().verticleConfiguration().put("publish", "off"));
    AtomicReference<JsonObject> published = new AtomicReference<>();
    live.vertx()
        .eventBus()
        .<JsonObject>consumer("pingone.tokens", message -> published.set(message.body()));
    live.vertx()
        .eventBus()
        .<JsonObject>consumer("pingone.failures", message -> published.set(message.body()));

    await(live.signOnAlice());
    failure(live.signOn(alice().put("password", "looking-glass")));

    // Messages arrive in order, so this one arrives after anything published before it.
    Future<Message<JsonObject>> last = nextAt("pingone.failures");
    live.vertx().eventBus().publish("pingone.failures", new JsonObject().put("last", true));
    await(last);
    JsonObject seen = published.get();
    assertNull(seen == null || seen.containsKey("last") ? null : seen);
  }

  private Future<Message<JsonObject>> nextAt(String address) {
    Promise<Message<JsonObject>> next = Promise.promise();
    live.vertx().eventBus().<JsonObject>consumer(address, next::tryComplete);
    return next.future();
  }
}
