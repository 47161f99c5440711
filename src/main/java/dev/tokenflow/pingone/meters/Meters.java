package dev.tokenflow.pingone.meters;

import dev.tokenflow.pingone.http.RequestMeter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** The meters of one client. No tag holds a user name, a flow's id or a path. */
public interface Meters extends RequestMeter {

  /** The meters of a Vert.x whose registry is not known: they record nothing. */
  static Meters none() {
    return NoMeters.INSTANCE;
  }

  /**
   * The meters of a client.
   *
   * @param address the prefix of its event bus addresses, a tag of every meter
   * @return those in the default registry of {@code vertx-micrometer-metrics}, if this Vert.x uses
   *     it, else {@link #none}
   */
  static Meters of(Vertx vertx, String address) {
    if (!vertx.isMetricsEnabled()) {
      return none();
    }
    try {
      return MicrometerMeters.of(vertx, address);
    } catch (NoClassDefFoundError otherMetrics) {
      // The library is optional, and other ones serve the same interface of Vert.x.
      return none();
    }
  }

  /**
   * A call ended.
   *
   * @param operation such as {@code sign-on}
   * @param ended its answer or its {@code PingOneException}
   * @param since when it began, by {@link #now}
   */
  void called(String operation, AsyncResult<?> ended, long since);

  /**
   * Registers a gauge.
   *
   * @param value read on any thread, so it looks at single fields only
   */
  void gauge(String name, Map<String, String> tags, DoubleSupplier value);

  /** Registers a gauge that the instances of an address share, since one of them keeps it. */
  void sharedGauge(String name, Map<String, String> tags, DoubleSupplier value);

  /** Removes all of these meters from the registry. */
  void close();
}
