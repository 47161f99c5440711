package dev.tokenflow.pingone.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import dev.tokenflow.pingone.options.AssertionOptions.Audience;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Options without JSON. */
class PingOneOptionsBuilderTest {
  @RegisterExtension static final Loading LOADING = new Loading();

  private final PingOneOptionsBuilder builder =
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
        .maxInFlight(7)
        .set("retry.maxAttempts", 2);

    assertEquals(LOADING.load(json), load());
  }

  /** The schema is the truth about the keys; this sets each of them once. */
  @Test
  void setsEveryKeyOfTheSchema() throws Exception {
    PingOneOptionsBuilder all =
        PingOneOptions.builder()
            .environmentId(Loading.ENVIRONMENT)
            .region("EU")
            .baseUrl("https://auth.example.com")
            .clientId("the-client")
            .clientAuthentication(ClientAuthenticationMethod.NONE)
            .clientSecret(Loading.SECRET)
            .clientSecretFile("secret")
            .clientSecretEnv("SECRET")
            .privateKeyFile("key.pem")
            .keyId("k-1")
            .redirectUri("https://app.example.com/callback")
            .scope("openid")
            .responseMode(ResponseMode.QUERY)
            .pushedAuthorization(true)
            .requestObject(true)
            .loginHintUser(true)
            .assertionAlgorithm(Algorithm.HS512)
            .assertionLifetime(Duration.ofSeconds(90))
            .assertionAudience(Audience.ISSUER)
            .address("tokens.eu")
            .publish(Publish.METADATA)
            .maxInFlight(11)
            .maxQueued(12)
            .maxPendingFlows(19)
            .maxRate(2.5)
            .maxRateScope(RateScope.CLUSTER)
            .warmUp(false)
            .prefetchFlows(20)
            .acquisitionTimeout(Duration.ofMillis(15))
            .drainTimeout(Duration.ZERO)
            .connectTimeout(Duration.ofMillis(13))
            .requestTimeout(Duration.ofMillis(14))
            .maxConnections(16)
            .http2(false)
            .proxy("none")
            .retryMaxAttempts(17)
            .idTokenValidate(false)
            .idTokenLeeway(Duration.ofSeconds(18))
            .trustedCertificates(List.of("ca.pem"))
            .accounts(new JsonObject());

    assertEquals("PingOneOptionsBuilder" + keysOfTheSchema(), all.toString());
  }

  /** In the order of the schema; that of an inner object with a dot. */
  private static List<String> keysOfTheSchema() throws IOException {
    JsonObject schema =
        new JsonObject(
            Files.readString(
                Path.of("src/main/resources/dev/tokenflow/pingone/options/pingone.schema.json")));
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, Object> key : schema.getJsonObject("properties")) {
      JsonObject described = (JsonObject) key.getValue();
      if (key.getKey().startsWith("$")) {
        continue;
      }
      if ("object".equals(described.getValue("type")) && described.containsKey("properties")) {
        described
            .getJsonObject("properties")
            .fieldNames()
            .forEach(inner -> keys.add(key.getKey() + "." + inner));
      } else {
        keys.add(key.getKey());
      }
    }
    return keys;
  }

  @Test
  void valuesAreThoseOfTheSchema() throws Exception {
    JsonObject json =
        Loading.minimal()
            .put("responseMode", "query")
            .put(
                "assertion",
                JsonObject.of("algorithm", "HS384", "lifetimeSeconds", 90, "audience", "issuer"))
            .put("publish", "metadata")
            .put("maxRate", 2.5)
            .put("maxRateScope", "cluster")
            .put("acquisitionTimeoutMs", 15_000)
            .put("drainTimeoutMs", 0)
            .put("connectTimeoutMs", 1300)
            .put("requestTimeoutMs", 1400)
            .put("proxy", JsonObject.of("host", "proxy.example.com", "port", 3128))
            .put("idToken", JsonObject.of("validate", true, "leewaySeconds", 18))
            .put("trustedCertificates", new JsonArray())
            .put("accounts", JsonObject.of("app", JsonObject.of("grant", "client_credentials")));

    builder
        .clientAuthentication(ClientAuthenticationMethod.CLIENT_SECRET_JWT)
        .clientSecret(Loading.SECRET)
        .responseMode(ResponseMode.QUERY)
        .assertionAlgorithm(Algorithm.HS384)
        .assertionLifetime(Duration.ofSeconds(90))
        .assertionAudience(Audience.ISSUER)
        .publish(Publish.METADATA)
        .maxRate(2.5)
        .maxRateScope(RateScope.CLUSTER)
        .acquisitionTimeout(Duration.ofSeconds(15))
        .drainTimeout(Duration.ZERO)
        .connectTimeout(Duration.ofMillis(1300))
        .requestTimeout(Duration.ofMillis(1400))
        .proxy(JsonObject.of("host", "proxy.example.com", "port", 3128))
        .idTokenLeeway(Duration.ofSeconds(18))
        .trustedCertificates(List.of())
        .accounts(JsonObject.of("app", JsonObject.of("grant", "client_credentials")));

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
