package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.message.Step;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request to one of the server's endpoints, and how to read its answer.
 *
 * @param step the step that fails if the request does
 * @param kind what decides whether the request may be sent again
 * @param endpoint selects the endpoint
 * @param form the parameters of an authenticated POST, without the client's authentication; null
 *     for a GET
 * @param accessToken the access token of a GET (RFC 6750 section 2.1), or null
 * @param secrets values in the form that an error must not show
 * @param parseResponse reads the answer; throws {@code StepException}
 */
public record EndpointRequest<A>(
    Step step,
    RequestKind kind,
    Function<ServerMetadata, String> endpoint,
    @Nullable Form form,
    @Nullable String accessToken,
    List<String> secrets,
    Function<Response, A> parseResponse) {

  /** A POST that authenticates the client. */
  static <A> EndpointRequest<A> post(
      Step step,
      RequestKind kind,
      Function<ServerMetadata, String> endpoint,
      Form form,
      List<String> secrets,
      Function<Response, A> parseResponse) {
    return new EndpointRequest<>(step, kind, endpoint, form, null, secrets, parseResponse);
  }

  /** A GET, with an access token or without. */
  static <A> EndpointRequest<A> get(
      Step step,
      RequestKind kind,
      Function<ServerMetadata, String> endpoint,
      @Nullable String accessToken,
      Function<Response, A> parseResponse) {
    return new EndpointRequest<>(step, kind, endpoint, null, accessToken, List.of(), parseResponse);
  }

  @Override
  public String toString() {
    return "EndpointRequest[" + kind + "]";
  }
}
