package dev.tokenflow.pingone.traces;

import dev.tokenflow.pingone.http.Trace;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;

/** Begins the spans of calls. */
public interface Traces {

  /** What a caller does at this time, of which a call becomes a part. */
  interface Parent {
    /** Nobody calls. */
    Parent NONE = new Parent() {};
  }

  /** The span of a call, in which those of its requests are. */
  interface CallTrace extends Trace {
    /**
     * The call ended.
     *
     * @param ended its answer or its {@code PingOneException}
     */
    void ended(AsyncResult<?> ended);
  }

  /** What the caller does, asked on its own thread. */
  Parent current();

  /**
   * The span of a call begins.
   *
   * @param operation such as {@code sign-on}
   * @param correlationId the id of the call
   */
  CallTrace begin(String operation, String correlationId, Parent parent);

  /** Those of {@code vertx-opentelemetry} if this Vert.x traces with it, else none. */
  static Traces of(Vertx vertx) {
    if (((VertxInternal) vertx).tracer() == null) {
      return NONE;
    }
    try {
      return OpenTelemetryTraces.of(vertx);
    } catch (NoClassDefFoundError otherTracer) {
      // The library is optional, and other tracers serve the same interface of Vert.x.
      return NONE;
    }
  }

  /** Records nothing. */
  Traces NONE =
      new Traces() {
        private final CallTrace untraced =
            new CallTrace() {
              @Override
              public Span request(Step step) {
                return Trace.NONE.request(step);
              }

              @Override
              public void ended(AsyncResult<?> ended) {
                // Nobody asked.
              }
            };

        @Override
        public Parent current() {
          return Parent.NONE;
        }

        @Override
        public CallTrace begin(String operation, String correlationId, Parent parent) {
          return untraced;
        }
      };
}
