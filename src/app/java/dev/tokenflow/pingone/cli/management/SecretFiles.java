package dev.tokenflow.pingone.cli.management;

import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import dev.tokenflow.pingone.options.ConfigurationException;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The secrets and private keys in files, which are read again while the process runs. */
final class SecretFiles {
  private static final String METHOD = "clientAuthentication";
  private static final String SIGNS = "client_secret_jwt";

  // An inner key may stand in its object, or outside of it with a dot.
  private static final Pattern READ_ONCE = Pattern.compile("trustedCertificates|proxy(\\..*)?");

  private final JsonObject configuration;
  // What signs assertions from deployment on.
  private final AtomicReference<@Nullable Algorithm> algorithm = new AtomicReference<>();

  SecretFiles(JsonObject configuration) {
    this.configuration = ofWhatIsReadAgain(configuration);
  }

  /**
   * Without what is read at deployment only, and what deployment has warned of: each further read
   * would warn again.
   */
  private static JsonObject ofWhatIsReadAgain(JsonObject configuration) {
    JsonObject quiet = configuration.copy();
    quiet.fieldNames().removeIf(key -> READ_ONCE.matcher(key).matches());
    quiet.put("proxy", "none").put("requestObject", false).put("loginHintUser", false);
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
