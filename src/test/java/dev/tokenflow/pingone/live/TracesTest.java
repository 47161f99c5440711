package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.PingOneVerticle;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SharedKey;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.tracing.opentelemetry.OpenTelemetryOptions;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The spans of a Vert.x that traces with OpenTelemetry. */
class TracesTest {
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();
  private final OpenTelemetrySdk openTelemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(provider)
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();
  private final Tracer tracer = openTelemetry.getTracer("test");
  private final List<String> received = new CopyOnWriteArrayList<>();
  // One that does not trace: the sandbox's own spans would hold whole paths.
  private final Vertx pingOne = Vertx.vertx();
  private Vertx vertx;
  private JsonObject configuration;

  @BeforeEach
  void begin() {
    vertx =
        Vertx.builder()
            .with(new VertxOptions().setTracingOptions(new OpenTelemetryOptions()))
            .withTracer(new OpenTelemetryTracingFactory(openTelemetry))
            .build();
    configuration =
        await(
                Sandbox.start(
                    pingOne,
                    options().setSigningKey(SharedKey.RSA),
                    request -> {
                      request
                          .headers()
                          .names()
                          .forEach(name -> received.add(name.toLowerCase(Locale.ROOT)));
                      return false;
                    }))
            .verticleConfiguration()
            .put("warmUp", false)
            .put("drainTimeoutMs", 0);
  }

  @AfterEach
  void end() {
    await(vertx.close());
    await(pingOne.close());
    provider.close();
  }

  @Test
  void callOnTheBusIsPartOfItsCallersTrace() {
    deploy();

    Span caller = tracer.spanBuilder("login").startSpan();
    await(within(caller, () -> vertx.eventBus().request("pingone.sign-on", alice())));
    caller.end();

    SpanData call = span("pingone sign-on");
    assertEquals(caller.getSpanContext().getTraceId(), call.getTraceId());
    assertEquals(4, requestsOf(call).size(), () -> requestsOf(call).toString());
    for (String step : List.of("authorize", "credentials", "resume", "token")) {
      SpanData request = span("pingone " + step);
      assertEquals(call.getSpanId(), request.getParentSpanId());
      assertTrue(List.of("200", "302").contains(attribute(request, "http.response.status_code")));
    }
    assertFalse(received.contains("traceparent"), received::toString);
  }

  @Test
  void directCallIsPartOfItsCallersTrace() {
    PingOneTokens tokens =
        PingOneTokens.direct(vertx, await(PingOneOptions.load(vertx, configuration)));

    Span caller = tracer.spanBuilder("login").startSpan();
    await(within(caller, () -> tokens.signOn(SignOn.of("alice", "wonderland"))));
    caller.end();

    assertEquals(caller.getSpanContext().getSpanId(), span("pingone sign-on").getParentSpanId());
    await(tokens.close());
  }

  @Test
  void nextStepHasTheIdOfTheRequestThatBeganItsFlow() {
    configuration =
        await(
                Sandbox.start(
                    pingOne,
                    options(SandboxUser.Policy.ONE_TIME_PASSCODE).setSigningKey(SharedKey.RSA)))
            .verticleConfiguration()
            .put("drainTimeoutMs", 0);
    deploy();
    PingOneOptions loaded = await(PingOneOptions.load(vertx, configuration));

    for (PingOneTokens tokens :
        List.of(PingOneTokens.overEventBus(vertx), PingOneTokens.direct(vertx, loaded))) {
      exporter.reset();
      ActionRequired required =
          (ActionRequired)
              await(tokens.signOn(SignOn.of("alice", "wonderland").withCorrelationId("mine")));
      await(tokens.continueFlow(required.with(FlowAction.checkOneTimePasscode(SandboxUser.CODE))));

      assertEquals("mine", attribute(span("pingone continue"), "pingone.correlation_id"));
      await(tokens.close());
    }
  }

  @Test
  void callsSideBySideKeepTheirRequestsApart() {
    deploy();

    List<Future<?>> calls = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      calls.add(vertx.eventBus().request("pingone.sign-on", alice()));
    }
    await(Future.all(calls));

    List<SpanData> ended =
        spans().stream().filter(span -> span.getName().equals("pingone sign-on")).toList();
    assertEquals(20, ended.size());
    assertTrue(ended.stream().allMatch(call -> requestsOf(call).size() == 4));
  }

  @Test
  void failureHasPingOnesIdAndNoSecret() {
    deploy();

    assertThrows(
        Exception.class,
        () ->
            await(
                vertx
                    .eventBus()
                    .request("pingone.sign-on", alice().put("password", "looking glass"))));

    SpanData call = span("pingone sign-on");
    assertEquals("invalid_credentials", attribute(call, "error.type"));
    assertEquals("credentials", attribute(call, "pingone.step"));
    String id = attribute(call, "pingone.id");
    assertEquals(id, attribute(span("pingone credentials"), "pingone.id"));
    assertFalse(id.isEmpty());
    String all = spans().toString();
    for (String secret : List.of("looking glass", "alice", "/flows/", "eyJ", "Bearer")) {
      assertFalse(all.contains(secret), () -> secret + " is in " + all);
    }
  }

  private void deploy() {
    await(
        vertx.deployVerticle(
            PingOneVerticle.class.getName(), new DeploymentOptions().setConfig(configuration)));
  }

  /** Runs something on a context of its own, within a span. */
  @SuppressWarnings("try") // It is active in its block.
  private <T> Future<T> within(Span span, Supplier<Future<T>> work) {
    ContextInternal context = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    Promise<T> result = Promise.promise();
    context.runOnContext(
        now -> {
          try (Scope active = span.makeCurrent()) {
            work.get().onComplete(result);
          }
        });
    return result.future();
  }

  private List<SpanData> requestsOf(SpanData call) {
    return spans().stream()
        .filter(span -> span.getParentSpanId().equals(call.getSpanId()))
        .toList();
  }

  private SpanData span(String name) {
    return spans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + spans()));
  }

  private List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }

  private static String attribute(SpanData span, String name) {
    return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(name)));
  }
}
