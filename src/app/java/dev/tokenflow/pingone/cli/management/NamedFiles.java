package dev.tokenflow.pingone.cli.management;

import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import dev.tokenflow.pingone.options.ConfigurationException;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The files that a configuration names: secrets, keys and certificates. */
final class NamedFiles {
  private static final String METHOD = "clientAuthentication";
  private static final String SIGNS = "client_secret_jwt";

  private final JsonObject configuration;
  // What signs assertions from deployment on.
  private final AtomicReference<@Nullable Algorithm> algorithm = new AtomicReference<>();

  NamedFiles(JsonObject configuration) {
    this.configuration = withoutWarnings(configuration);
  }

  /** Deployment has warned of these, and each further read would warn again. */
  private static JsonObject withoutWarnings(JsonObject configuration) {
    JsonObject quiet = configuration.copy().put("requestObject", false).put("loginHintUser", false);
    return SIGNS.equals(quiet.getValue(METHOD, SIGNS))
        ? quiet.put(METHOD, "client_secret_basic")
        : quiet;
  }

  /** Reads them as deployment does, and gives the keys of those that it would refuse. */
  Future<List<String>> refused(Vertx vertx) {
    return PingOneOptions.load(vertx, configuration)
        .map(options -> fits(options) ? List.<String>of() : List.of("privateKeyFile"))
        .recover(
            refused ->
                refused instanceof ConfigurationException faulty
                    ? Future.succeededFuture(keys(faulty))
                    : Future.failedFuture(refused));
  }

  /** A key of another type than the first one cannot take its place. */
  private boolean fits(PingOneOptions options) {
    Algorithm now = options.assertion().algorithm();
    algorithm.compareAndSet(null, now);
    return now == algorithm.get();
  }

  private static List<String> keys(ConfigurationException faulty) {
    return faulty.faults().stream().map(fault -> fault.substring(0, fault.indexOf(':'))).toList();
  }
}
