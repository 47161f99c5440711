package dev.tokenflow.pingone.meters;

import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.micrometer.backends.BackendRegistries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records into a Micrometer registry. Like its client it belongs to one event loop. */
final class MicrometerMeters implements Meters {
  // A round trip to PingOne takes tens of milliseconds, a sign-on four of them.
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final MeterRegistry registry;
  private final InstanceNumber instance;
  private final Tags shared;
  private final Tags own;
  private final List<Meter> registered = new ArrayList<>();
  private final Map<Called, Timer> calls = new HashMap<>();
  private final Map<Requested, Timer> requests = new HashMap<>();
  private final Map<Resent, Counter> resends = new HashMap<>();

  private record Called(String operation, String outcome, String error) {

    static Called of(String operation, AsyncResult<?> ended) {
      if (ended.cause() instanceof PingOneException failed) {
        return new Called(operation, "failed", failed.failure().error().wireName());
      }
      Object answer = ended.result();
      String outcome =
          answer instanceof Tokens
              ? "tokens"
              : answer instanceof ActionRequired ? "action_required" : "ok";
      return new Called(operation, outcome, "none");
    }
  }

  private record Requested(Step step, @Nullable Integer status) {}

  private record Resent(Step step, ResendReason reason) {}

  private MicrometerMeters(MeterRegistry registry, String address, InstanceNumber instance) {
    this.registry = registry;
    this.instance = instance;
    this.shared = Tags.of("address", address);
    this.own = shared.and("instance", Integer.toString(instance.number()));
  }

  static Meters of(Vertx vertx, String address) {
    MeterRegistry registry = BackendRegistries.getDefaultNow();
    return registry == null
        ? Meters.none()
        : new MicrometerMeters(registry, address, InstanceNumber.take(vertx, address));
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public void called(String operation, AsyncResult<?> ended, long since) {
    long nanos = now() - since;
    calls
        .computeIfAbsent(
            Called.of(operation, ended),
            called ->
                timer(
                    "pingone.calls",
                    "Calls from their arrival to their reply",
                    own.and(
                        "operation", operation, "outcome", called.outcome, "error", called.error)))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void ended(Step step, @Nullable Integer status, long since) {
    long nanos = now() - since;
    requests
        .computeIfAbsent(
            new Requested(step, status),
            requested ->
                timer(
                    "pingone.requests",
                    "HTTP requests to PingOne, with their wait for a connection",
                    own.and(
                        "step", step.wireName(), "status", status == null ? "none" : "" + status)))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void resent(Step step, ResendReason reason) {
    resends
        .computeIfAbsent(
            new Resent(step, reason),
            resent ->
                keep(
                    Counter.builder("pingone.resends")
                        .description("HTTP requests that were sent again")
                        .tags(own.and("step", step.wireName(), "reason", reason.wireName()))
                        .register(registry)))
        .increment();
  }

  @Override
  public void gauge(String name, Map<String, String> tags, DoubleSupplier value) {
    register(name, own, tags, value);
  }

  @Override
  public void sharedGauge(String name, Map<String, String> tags, DoubleSupplier value) {
    register(name, shared, tags, value);
  }

  private void register(String name, Tags common, Map<String, String> tags, DoubleSupplier value) {
    Tags all = common;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      all = all.and(tag.getKey(), tag.getValue());
    }
    Supplier<Number> number = value::getAsDouble;
    keep(Gauge.builder(name, number).tags(all).strongReference(true).register(registry));
  }

  private Timer timer(String name, String description, Tags tags) {
    return keep(
        Timer.builder(name)
            .description(description)
            .serviceLevelObjectives(BUCKETS)
            .tags(tags)
            .register(registry));
  }

  private <M extends Meter> M keep(M meter) {
    registered.add(meter);
    return meter;
  }

  @Override
  public void close() {
    registered.forEach(registry::remove);
    registered.clear();
    instance.free();
  }

  /** The number of an instance among those of its address in this process, from 1 on. */
  private record InstanceNumber(LocalMap<String, Boolean> taken, String address, int number) {

    /** Takes the lowest number that is free. */
    static InstanceNumber take(Vertx vertx, String address) {
      LocalMap<String, Boolean> taken = vertx.sharedData().getLocalMap("pingone.instances");
      int number = 1;
      while (taken.putIfAbsent(key(address, number), true) != null) {
        number++;
      }
      return new InstanceNumber(taken, address, number);
    }

    /** Gives the number back. */
    void free() {
      taken.remove(key(address, number));
    }

    private static String key(String address, int number) {
      return address + '/' + number;
    }
  }
}
