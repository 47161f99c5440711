package dev.tokenflow.pingone.oauth;

import com.nimbusds.jose.jwk.RSAKey;
import dev.tokenflow.pingone.http.Deadline;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The validation of an ID token by an RSA key of 2,048 bits that is known already. */
@State(Scope.Benchmark)
public class IdTokenValidatorBenchmark {
  private static final Duration HOUR = Duration.ofHours(1);

  private final KeyServer keys = new KeyServer();
  private final IdTokenClaims expected = IdTokens.expected("");
  private final Deadline deadline = Deadline.in(HOUR);
  private IdTokenValidator validator;
  private String idToken;

  @Setup
  public void create() throws Exception {
    RSAKey key = IdTokens.rsaKey();
    idToken =
        IdTokens.rs256(key, IdTokens.claims().expirationTime(Date.from(Instant.now().plus(HOUR))));
    keys.beforeEach(null);
    keys.serves(key);
    validator = keys.onContext(keys::validator);
    keys.compose(() -> validator.validate(idToken, expected, deadline)).await();
  }

  @TearDown
  public void close() throws Exception {
    keys.afterEach(null);
  }

  @Benchmark
  public JsonObject validate() {
    return validator.validate(idToken, expected, deadline).result();
  }
}
