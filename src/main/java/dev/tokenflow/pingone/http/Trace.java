package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.Step;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The trace of a call, to which its requests belong. */
@FunctionalInterface
public interface Trace {
  /** Records nothing. */
  Trace NONE = step -> (status, pingoneId) -> {};

  /** A request begins. */
  Span request(Step step);

  /** The span of one request. */
  @FunctionalInterface
  interface Span {
    /**
     * The request ended.
     *
     * @param status the answer's status, or null without an answer
     * @param pingoneId gives the id by which the server's support finds the request, or null
     */
    void ended(@Nullable Integer status, Supplier<@Nullable String> pingoneId);
  }
}
