package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Writing the message with the tokens. */
@State(Scope.Benchmark)
public class TokensBenchmark {
  private final Tokens tokens =
      new Tokens(
          "an-access-token",
          "Bearer",
          Duration.ofHours(1),
          Instant.parse("2026-01-01T00:00:00Z"),
          "openid",
          "an-id-token",
          null,
          new JsonObject().put("sub", "a-user").put("nonce", "a-nonce"),
          "user",
          "5a4d0000-0000-4000-8000-000000000006");

  @Benchmark
  public JsonObject encode() {
    return tokens.toJson();
  }
}
