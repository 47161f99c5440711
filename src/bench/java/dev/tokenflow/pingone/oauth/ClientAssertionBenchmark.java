package dev.tokenflow.pingone.oauth;

import io.vertx.core.Vertx;
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
            "5a4d0000-0000-4000-8000-000000000002",
            null,
            Signer.hmac(
                vertx,
                "HS256",
                "bench-secret-that-is-long-enough-for-HS256",
                Duration.ofSeconds(60)));
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
