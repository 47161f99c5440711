package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import org.jspecify.annotations.Nullable;

/** A method of client authentication (RFC 6749 section 2.3, OpenID Connect Core section 9). */
@FunctionalInterface
public interface ClientAuthentication {

  /**
   * Authenticates one attempt at a request.
   *
   * @param form the request's parameters, which stay as they are
   * @param endpoint the URL that the request goes to
   */
  Authenticated authenticate(Form form, String endpoint);

  /** Whether a client that authenticates so may send a request of this kind. */
  default boolean permits(RequestKind kind) {
    return true;
  }

  /**
   * A request with the client's authentication.
   *
   * @param form the parameters, including those that authenticate
   * @param authorization the {@code Authorization} header, or null
   */
  record Authenticated(Form form, @Nullable String authorization) {

    /** The request to this target. */
    Request request(String target) {
      return Request.post(target, form, authorization);
    }

    @Override
    public String toString() {
      return "Authenticated[" + form + "]";
    }
  }
}
