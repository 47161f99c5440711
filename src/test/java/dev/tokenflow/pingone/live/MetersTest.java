package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneVerticle;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.Misbehaviour;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import dev.tokenflow.pingone.sandbox.SharedKey;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is recorded into the registry of a Vert.x with Micrometer. */
class MetersTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private Vertx vertx;

  @BeforeEach
  void begin() {
    vertx =
        Vertx.builder()
            .with(
                new VertxOptions()
                    .setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true)))
            .withMetrics(new MicrometerMetricsFactory(registry))
            .build();
  }

  @AfterEach
  void end() {
    await(vertx.close());
  }

  @Test
  void countsCallsByOperationOutcomeAndError() {
    deploy(options(Policy.ONE_TIME_PASSCODE), Misbehaviour.NONE, 1);

    JsonObject required = await(request("pingone.sign-on", alice()));
    await(
        request(
            required.getString("continue_at"),
            new JsonObject()
                .put("flow", required.getString("flow"))
                .put("action", FlowAction.checkOneTimePasscode("246810").name())
                .put("input", new JsonObject().put("otp", "246810"))));
    await(request("pingone.client-credentials", new JsonObject()));
    assertThrows(
        Exception.class,
        () -> await(request("pingone.sign-on", alice().put("password", "looking glass"))));
    assertThrows(Exception.class, () -> await(request("pingone.introspect", new JsonObject())));

    assertEquals(1, calls("sign-on", "action_required", "none"));
    assertEquals(1, calls("continue", "tokens", "none"));
    assertEquals(1, calls("client-credentials", "tokens", "none"));
    assertEquals(1, calls("sign-on", "failed", "invalid_credentials"));
    assertEquals(1, calls("introspect", "failed", "invalid_request"));
    assertEquals(2, requests("authorize", "200"));
    assertEquals(1, requests("credentials", "400"));
  }

  @Test
  void countsWhatIsSentAgainAndWhy() {
    AtomicBoolean refused = new AtomicBoolean();
    deploy(
        options(),
        request -> {
          if (SandboxStep.of(request) != SandboxStep.RESUME || refused.getAndSet(true)) {
            return false;
          }
          request.response().setStatusCode(429).putHeader("Retry-After", "1").end();
          return true;
        },
        1);

    await(request("pingone.sign-on", alice()));

    assertEquals(
        1,
        registry
            .get("pingone.resends")
            .tags("step", "resume", "reason", "rate_limited")
            .counter()
            .count());
    assertEquals(1, requests("resume", "429"));
    assertFalse(Double.isNaN(registry.get("pingone.pace").tag("group", "sign-on").gauge().value()));
    assertTrue(Double.isNaN(registry.get("pingone.pace").tag("group", "jwks").gauge().value()));
  }

  @Test
  void eachInstanceHasItsOwnGaugesAndTheAccountIsShared() {
    String deployment =
        await(
            vertx.deployVerticle(
                PingOneVerticle.class.getName(),
                new DeploymentOptions()
                    .setInstances(2)
                    .setConfig(
                        configuration(options(), Misbehaviour.NONE)
                            .put("accounts", new JsonObject().put("jobs", alice())))));
    await(request("pingone.account", new JsonObject().put("account", "jobs")));

    assertEquals(Set.of("1", "2"), instances("pingone.in.flight"));
    assertEquals(Set.of("1", "2"), instances("pingone.circuit.open"));
    double expiresIn =
        registry.get("pingone.account.expires.in").tag("account", "jobs").gauge().value();
    assertTrue(expiresIn > 3500 && expiresIn <= 3600, () -> "expires in " + expiresIn);
    assertTrue(registry.get("pingone.key.set.age").gauges().stream().allMatch(g -> g.value() >= 0));

    await(vertx.undeploy(deployment));
    assertEquals(Set.of(), ours());
  }

  @Test
  void noTagNamesAUserOrAFlow() {
    deploy(options(Policy.ONE_TIME_PASSCODE), Misbehaviour.NONE, 1);
    String flow = await(request("pingone.sign-on", alice())).getString("flow");
    assertEquals(1, registry.get("pingone.pending.flows").gauge().value());

    for (Meter meter : registry.getMeters()) {
      for (Tag tag : meter.getId().getTags()) {
        assertFalse(tag.getValue().contains("alice"), meter.getId()::toString);
        assertFalse(tag.getValue().contains(flow), meter.getId()::toString);
        assertFalse(tag.getValue().contains("/flows/"), meter.getId()::toString);
      }
    }
  }

  private void deploy(SandboxOptions options, Misbehaviour misbehaviour, int instances) {
    await(
        vertx.deployVerticle(
            PingOneVerticle.class.getName(),
            new DeploymentOptions()
                .setInstances(instances)
                .setConfig(configuration(options, misbehaviour))));
  }

  private JsonObject configuration(SandboxOptions options, Misbehaviour misbehaviour) {
    return await(Sandbox.start(vertx, options.setSigningKey(SharedKey.RSA), misbehaviour))
        .verticleConfiguration()
        .put("drainTimeoutMs", 0);
  }

  private Future<JsonObject> request(String address, JsonObject request) {
    return vertx.eventBus().<JsonObject>request(address, request).map(reply -> reply.body());
  }

  private long calls(String operation, String outcome, String error) {
    return registry
        .get("pingone.calls")
        .tags("address", "pingone", "instance", "1")
        .tags("operation", operation, "outcome", outcome, "error", error)
        .timer()
        .count();
  }

  private long requests(String step, String status) {
    return registry.get("pingone.requests").tags("step", step, "status", status).timer().count();
  }

  private Set<String> instances(String gauge) {
    return registry.get(gauge).gauges().stream()
        .map(found -> found.getId().getTag("instance"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> ours() {
    return registry.getMeters().stream()
        .map(meter -> meter.getId().getName())
        .filter(name -> name.startsWith("pingone."))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
