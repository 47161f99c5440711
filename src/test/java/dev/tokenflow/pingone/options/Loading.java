package dev.tokenflow.pingone.options;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Loads configurations, with one Vert.x for the tests of a class. */
final class Loading implements BeforeAllCallback, AfterAllCallback {
  static final String ENVIRONMENT = "01234567-89ab-cdef-0123-456789abcdef";
  static final String SECRET = "an-octet-sequence-of-32-or-more-octets";

  private Vertx vertx;

  @Override
  public void beforeAll(ExtensionContext context) {
    vertx = Vertx.vertx();
  }

  @Override
  public void afterAll(ExtensionContext context) throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  Vertx vertx() {
    return vertx;
  }

  /** Only the required keys. */
  static JsonObject minimal() {
    return new JsonObject()
        .put("environmentId", ENVIRONMENT)
        .put("clientId", "the-client")
        .put("clientSecret", SECRET)
        .put("redirectUri", "https://app.example.com/callback");
  }

  /** The required keys without the secret. */
  static JsonObject withoutSecret() {
    JsonObject configuration = minimal();
    configuration.remove("clientSecret");
    return configuration;
  }

  PingOneOptions load(JsonObject configuration) throws TimeoutException {
    return load(configuration, Map.of());
  }

  PingOneOptions load(JsonObject configuration, Map<String, String> environment)
      throws TimeoutException {
    return OptionsLoader.load(vertx, environment::get, configuration).await(20, TimeUnit.SECONDS);
  }

  /** The faults of a faulty configuration. */
  List<String> faults(JsonObject configuration) {
    return faults(configuration, Map.of());
  }

  List<String> faults(JsonObject configuration, Map<String, String> environment) {
    return assertThrows(
            ConfigurationException.class, () -> load(configuration, environment), "no fault")
        .faults();
  }
}
