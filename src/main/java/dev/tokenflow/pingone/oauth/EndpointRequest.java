package dev.tokenflow.pingone.oauth;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request to one of the server's endpoints, and how to read its answer.
 *
 * @param kind what decides whether the request may be sent again
 * @param endpoint selects the endpoint
 * @param forms makes the parameters of one attempt of a POST that authenticates the client: what is
 *     signed is signed afresh for each; null for a GET
 * @param get makes the GET of a target; null for a POST
 * @param parseResponse reads the answer; throws {@code StepException}
 */
public record EndpointRequest<A>(
    RequestKind kind,
    Function<ServerMetadata, String> endpoint,
    @Nullable Supplier<Form> forms,
    @Nullable Function<String, Request> get,
    Function<Response, A> parseResponse) {

  /** A POST that authenticates the client. */
  static <A> EndpointRequest<A> post(
      RequestKind kind,
      Function<ServerMetadata, String> endpoint,
      Supplier<Form> forms,
      Function<Response, A> parseResponse) {
    return new EndpointRequest<>(kind, endpoint, forms, null, parseResponse);
  }

  /** A GET. */
  public static <A> EndpointRequest<A> get(
      RequestKind kind,
      Function<ServerMetadata, String> endpoint,
      Function<String, Request> get,
      Function<Response, A> parseResponse) {
    return new EndpointRequest<>(kind, endpoint, null, get, parseResponse);
  }

  /** The parameters of one attempt of a POST. */
  public Form form() {
    return requireNonNull(forms, "a GET has no form").get();
  }

  @Override
  public String toString() {
    return "EndpointRequest[" + kind + "]";
  }
}
