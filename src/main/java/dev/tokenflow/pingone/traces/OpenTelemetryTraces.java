package dev.tokenflow.pingone.traces;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Step;
import io.opentelemetry.context.Context;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.tracing.opentelemetry.VertxContextStorageProvider.VertxContextStorage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spans by Vert.x's tracer. Vert.x's own spans of HTTP requests are switched off: they hold whole
 * URLs, and so the ids of flows.
 */
final class OpenTelemetryTraces implements Traces {
  private final Vertx vertx;
  private final VertxTracer<Object, Object> tracer;

  private record Active(Context context) implements Parent {}

  private OpenTelemetryTraces(Vertx vertx, VertxTracer<Object, Object> tracer) {
    this.vertx = vertx;
    this.tracer = tracer;
  }

  @SuppressWarnings("unchecked") // What the tracer gives is given back to it alone.
  static Traces of(Vertx vertx) {
    // Fails where another library traces.
    requireNonNull(VertxContextStorage.INSTANCE);
    return new OpenTelemetryTraces(
        vertx, (VertxTracer<Object, Object>) requireNonNull(((VertxInternal) vertx).tracer()));
  }

  @Override
  public Parent current() {
    Context current = VertxContextStorage.INSTANCE.current();
    return current == null ? Parent.NONE : new Active(current);
  }

  @Override
  public CallTrace begin(String operation, String correlationId, Parent parent) {
    // A context of its own holds the span of the call, so that calls side by side do not mix.
    ContextInternal context = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    if (parent instanceof Active active) {
      VertxContextStorage.INSTANCE.attach(context, active.context());
    }
    Object span =
        tracer.receiveRequest(
            context,
            SpanKind.RPC,
            TracingPolicy.ALWAYS,
            Map.of("pingone.operation", operation, "pingone.correlation_id", correlationId),
            "pingone " + operation,
            List.of(),
            Tags.INSTANCE);
    return new OpenTelemetryCall(context, span);
  }

  private final class OpenTelemetryCall implements CallTrace {
    private final ContextInternal context;
    private final @Nullable Object call;

    OpenTelemetryCall(ContextInternal context, @Nullable Object call) {
      this.context = context;
      this.call = call;
    }

    @Override
    public Span request(Step step) {
      Object span =
          tracer.sendRequest(
              context,
              SpanKind.RPC,
              TracingPolicy.PROPAGATE,
              Map.of("pingone.step", step.wireName()),
              "pingone " + step.wireName(),
              // PingOne gets no trace ids.
              (name, value) -> {},
              Tags.INSTANCE);
      return (status, pingoneId) ->
          tracer.receiveResponse(
              context, answer(status, pingoneId.get()), span, null, Tags.INSTANCE);
    }

    private static Map<String, String> answer(
        @Nullable Integer status, @Nullable String pingoneId) {
      Map<String, String> tags = new LinkedHashMap<>();
      if (status == null) {
        tags.put("error.type", "no_answer");
      } else {
        tags.put("http.response.status_code", status.toString());
      }
      if (pingoneId != null) {
        tags.put("pingone.id", pingoneId);
      }
      return tags;
    }

    @Override
    public void ended(AsyncResult<?> ended) {
      Map<String, String> tags = new LinkedHashMap<>();
      if (ended.cause() instanceof PingOneException failed) {
        Failure failure = failed.failure();
        tags.put("error.type", failure.error().wireName());
        tags.put("pingone.step", failure.step().wireName());
        if (failure.pingoneId() != null) {
          tags.put("pingone.id", failure.pingoneId());
        }
      }
      // Without the exception: its text is for the caller.
      tracer.sendResponse(context, tags, call, null, Tags.INSTANCE);
    }
  }

  /** The attributes of a span, in a map. */
  private enum Tags implements TagExtractor<Map<String, String>> {
    INSTANCE;

    @Override
    public int len(Map<String, String> tags) {
      return tags.size();
    }

    @Override
    public String name(Map<String, String> tags, int index) {
      return List.copyOf(tags.keySet()).get(index);
    }

    @Override
    public String value(Map<String, String> tags, int index) {
      return List.copyOf(tags.values()).get(index);
    }
  }
}
