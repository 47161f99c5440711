package dev.tokenflow.pingone.oauth;

import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The authorization request, with fresh values for all that must not be guessed. */
@State(Scope.Benchmark)
public class AuthorizationRequestBenchmark {
  private final SecureRandom random = new SecureRandom();

  @Benchmark
  public String encode() {
    return AuthorizationRequest.form(
            "pi.flow",
            "5a4d0000-0000-4000-8000-000000000002",
            "https://app.example.com/callback",
            "openid profile",
            Base64Url.random(random, 16),
            Base64Url.random(random, 16),
            CodeVerifier.create(random),
            null)
        .encoded();
  }
}
