package dev.tokenflow.pingone.cli.management;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.micrometer.backends.BackendRegistries;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/**
 * Whether this process should get requests. What only PingOne can mend is reported as degraded, and
 * the process stays ready: otherwise an outage there would take every instance out.
 */
public final class Readiness {
  /** What the process is doing. */
  public enum Phase {
    /** Not all applications are deployed. */
    STARTING,
    /** All are deployed. */
    SERVING,
    /** What runs ends, and no further requests are taken. */
    DRAINING
  }

  private final Map<String, JsonObject> applications;
  private volatile Phase phase = Phase.STARTING;

  /**
   * @param applications the configurations by address
   */
  public Readiness(Map<String, JsonObject> applications) {
    this.applications = Map.copyOf(applications);
  }

  /** Sets what the process is doing; on any thread. It never goes back. */
  public synchronized void enter(Phase next) {
    phase = next.compareTo(phase) > 0 ? next : phase;
  }

  HealthChecks checks(Vertx vertx) {
    HealthChecks checks = HealthChecks.create(vertx);
    checks.register("phase", answer -> answer.complete(phase()));
    if (vertx.isClustered()) {
      checks.register("cluster", answer -> answer.complete(cluster(vertx)));
    }
    applications.forEach(
        (address, configuration) -> {
          SecretFiles files = new SecretFiles(configuration);
          checks.register(address + "/secret", answer -> read(vertx, files, answer));
          checks.register(address + "/pingone", answer -> answer.complete(pingOne(address)));
        });
    return checks;
  }

  private Status phase() {
    Phase now = phase;
    return status(
        now == Phase.SERVING, new JsonObject().put("phase", now.name().toLowerCase(Locale.ROOT)));
  }

  private static Status cluster(Vertx vertx) {
    return status(((VertxInternal) vertx).clusterManager().isActive(), new JsonObject());
  }

  private static void read(Vertx vertx, SecretFiles files, Promise<Status> answer) {
    files
        .refused(vertx)
        .map(
            keys -> status(keys.isEmpty(), new JsonObject().put("unreadable", new JsonArray(keys))))
        .onComplete(answer);
  }

  /** Always ready. */
  private static Status pingOne(String address) {
    JsonArray degraded = new JsonArray();
    MeterRegistry registry = BackendRegistries.getDefaultNow();
    if (registry != null) {
      if (gauges(registry, "pingone.circuit.open", address).stream()
          .anyMatch(circuit -> circuit.value() == 1)) {
        degraded.add("the circuit is open: PingOne is down or out of reach");
      }
      if (gauges(registry, "pingone.key.set.age", address).stream()
          .anyMatch(age -> Double.isNaN(age.value()))) {
        degraded.add("no key set has been fetched yet");
      }
      for (Gauge account : gauges(registry, "pingone.account.expires.in", address)) {
        if (!(account.value() > 0)) {
          degraded.add("account " + account.getId().getTag("account") + " has no valid tokens");
        }
      }
    }
    return Status.OK(
        new JsonObject().put("degraded", !degraded.isEmpty()).put("reasons", degraded));
  }

  private static Collection<Gauge> gauges(MeterRegistry registry, String name, String address) {
    return registry.find(name).tag("address", address).gauges();
  }

  private static Status status(boolean ok, JsonObject details) {
    return ok ? Status.OK(details) : Status.KO(details);
  }
}
