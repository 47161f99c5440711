package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.options.AssertionOptions;
import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import dev.tokenflow.pingone.options.AssertionOptions.Audience;
import dev.tokenflow.pingone.options.ClientSecret;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The client assertion, one for each token request. */
@State(Scope.Benchmark)
public class ClientAssertionBenchmark {
  private Vertx vertx;
  private ClientAssertion assertion;

  @Setup
  public void create() {
    vertx = Vertx.vertx();
    assertion =
        new ClientAssertion(
            vertx,
            "5a4d0000-0000-4000-8000-000000000002",
            new ClientSecret("bench-secret-that-is-long-enough-for-HS256"),
            new AssertionOptions(Algorithm.HS256, Duration.ofSeconds(60), Audience.ENDPOINT),
            "https://auth.pingone.eu/5a4d0000-0000-4000-8000-000000000001/as",
            new SecureRandom());
  }

  @TearDown
  public void close() {
    vertx.close().await();
  }

  @Benchmark
  public String sign() {
    return assertion.sign("https://auth.pingone.eu/5a4d0000-0000-4000-8000-000000000001/as/token");
  }
}
