package dev.tokenflow.pingone.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.message.TokenEvent;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.options.Publish;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private static final Tokens TOKENS =
      new Tokens(
          "an-access-token",
          "Bearer",
          Duration.ofHours(1),
          Instant.ofEpochSecond(1795460000),
          "openid",
          "an-id-token",
          "a-refresh-token",
          new JsonObject().put("sub", "a-subject").put("email", "alice@example.com"),
          "alice",
          "c-1");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void publishesTheOutcomeWithItsEvent() throws Exception {
    Message<JsonObject> message = published(Publish.ALL);

    assertEquals(TOKENS.toJson(), message.body());
    assertEquals("refreshed", message.headers().get("event"));
  }

  @Test
  void refreshTokenIsForItsCallerAlone() throws Exception {
    JsonObject expected = TOKENS.toJson();
    expected.remove("refresh_token");

    assertEquals(expected, published(Publish.TOKENS).body());
  }

  @Test
  void metadataOmitsTheTokensAndAllClaimsButTheSubject() throws Exception {
    assertEquals(
        new JsonObject(
            """
            {"outcome":"tokens","token_type":"Bearer","expires_in":3600,"expires_at":1795460000,
             "scope":"openid","claims":{"sub":"a-subject"},"username":"alice",
             "correlation_id":"c-1"}
            """),
        published(Publish.METADATA).body());
  }

  @Test
  void silentPublisherPublishesNothing() throws Exception {
    Promise<Message<JsonObject>> next = next();

    publisher(Publish.TOKENS).silent().issued(TokenEvent.ISSUED, TOKENS);
    publisher(Publish.TOKENS).issued(TokenEvent.REFRESHED, TOKENS);

    assertEquals("refreshed", next.future().await(10, TimeUnit.SECONDS).headers().get("event"));
  }

  private Message<JsonObject> published(Publish publish) throws Exception {
    Promise<Message<JsonObject>> next = next();
    publisher(publish).issued(TokenEvent.REFRESHED, TOKENS);
    return next.future().await(10, TimeUnit.SECONDS);
  }

  private Promise<Message<JsonObject>> next() {
    Promise<Message<JsonObject>> next = Promise.promise();
    vertx.eventBus().<JsonObject>consumer("pingone.tokens", next::tryComplete);
    return next;
  }

  private Publisher publisher(Publish publish) {
    return new Publisher(vertx.eventBus(), new Addresses("pingone"), publish);
  }
}
