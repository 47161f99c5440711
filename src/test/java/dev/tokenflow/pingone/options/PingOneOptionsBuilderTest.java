package dev.tokenflow.pingone.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Options without JSON. */
class PingOneOptionsBuilderTest {
  @RegisterExtension static final Loading LOADING = new Loading();

  private final PingOneOptions.Builder builder =
      PingOneOptions.builder()
          .environmentId(Loading.ENVIRONMENT)
          .clientId("the-client")
          .redirectUri("https://app.example.com/callback");

  @Test
  void givesSameOptionsAsJson() throws Exception {
    JsonObject json =
        Loading.minimal()
            .put("region", "EU")
            .put("scope", "openid profile")
            .put("maxInFlight", 7)
            .put("retry", new JsonObject().put("maxAttempts", 2));

    builder
        .clientSecret(Loading.SECRET)
        .region("EU")
        .scope("openid profile")
        .set("maxInFlight", 7)
        .set("retry.maxAttempts", 2);

    assertEquals(LOADING.load(json), load());
  }

  @Test
  void acceptsBaseUrlAndSecretFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "s3cret\n");

    builder.baseUrl("https://auth.example.com").clientSecretFile(file.toString());

    assertEquals(Endpoints.of("https://auth.example.com"), load().endpoints());
    assertEquals(new ClientSecret("s3cret", file.toString()), load().clientSecret());
  }

  @Test
  void reportsAllFaults() {
    builder.region("MOON").set("maxInFlihgt", 7);

    ConfigurationException refused = assertThrows(ConfigurationException.class, this::load);

    assertEquals(
        List.of(
            "region: is \"MOON\", expected one of NA, CA, EU, AU, SG, AP",
            "maxInFlihgt: unknown key, did you mean maxInFlight?",
            "clientSecret: missing, expected clientSecret, clientSecretFile or clientSecretEnv"),
        refused.faults());
  }

  @Test
  void masksSecretInToString() {
    String text = builder.clientSecret("s3cret").set("clientSecrett", "s3cret").toString();

    assertFalse(text.contains("s3cret"), text);
  }

  private PingOneOptions load() throws TimeoutException {
    return builder.load(LOADING.vertx()).await(20, TimeUnit.SECONDS);
  }
}
