package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The authorization request (RFC 6749 section 4.1.1, OpenID Connect Core 3.1.2.1).
 *
 * @param parameters its parameters
 * @param signed further parameters, which a server takes in a request object only (RFC 9101)
 * @param loginHintUser the user whom a {@code login_hint_token} names, or null
 */
public record AuthorizationRequest(
    Form parameters, Map<String, String> signed, @Nullable String loginHintUser) {

  /** A request with these parameters alone. */
  public static AuthorizationRequest of(Form parameters) {
    return new AuthorizationRequest(parameters, Map.of(), null);
  }

  /**
   * The parameters of every request.
   *
   * @param state binds the answer to this request (RFC 6749 section 10.12)
   * @param nonce binds the ID token to this request (OpenID Connect Core 3.1.2.1)
   * @param acrValues the authentication context classes, or null (OpenID Connect Core 3.1.2.1)
   */
  public static Form form(
      String responseMode,
      String clientId,
      String redirectUri,
      String scope,
      String state,
      String nonce,
      CodeVerifier verifier,
      @Nullable String acrValues) {
    return new Form()
        .with("response_type", "code")
        .with("response_mode", responseMode)
        .with("client_id", clientId)
        .with("redirect_uri", redirectUri)
        .with("scope", scope)
        .with("state", state)
        .with("nonce", nonce)
        .with("code_challenge", verifier.challenge())
        .with("code_challenge_method", CodeVerifier.CHALLENGE_METHOD)
        .with("acr_values", acrValues);
  }

  /** Whether these scopes ask for an ID token (OpenID Connect Core 3.1.2.1). */
  public static boolean requestsIdToken(String scope) {
    return (" " + scope + " ").contains(" openid ");
  }

  /** Whether it cannot be sent as it is. */
  boolean needsSignature() {
    return !signed.isEmpty() || loginHintUser != null;
  }

  /** The names of the parameters alone. */
  @Override
  public String toString() {
    return "AuthorizationRequest[" + parameters + "]";
  }

  /** Prepares authorization requests. */
  @FunctionalInterface
  public interface Preparer {

    /**
     * Turns an authorization request into what is sent to the authorization endpoint. To send a
     * pushed request again, prepare it again: its reference is single use.
     *
     * @return fails if the request cannot be pushed
     */
    Future<Prepared> prepare(AuthorizationRequest request, Deadline deadline);

    /**
     * The same after the server refused the request: signed with the secret or the key of before,
     * which the server may still know.
     *
     * @return null if nothing is signed, or with nothing else
     */
    default Future<@Nullable Prepared> prepareOtherwise(
        AuthorizationRequest request, Deadline deadline) {
      return Future.succeededFuture();
    }
  }

  /**
   * What is sent to the authorization endpoint.
   *
   * @param forms makes the parameters of one attempt: what is signed is signed afresh for each
   * @param kind whether it may be sent again
   */
  public record Prepared(Supplier<Form> forms, RequestKind kind) {

    /** Parameters that are the same for each attempt. */
    public Prepared(Form form, RequestKind kind) {
      this(() -> form, kind);
    }

    /** The request of one attempt. */
    public Request request(String target) {
      return Request.post(target, forms.get(), null);
    }

    @Override
    public String toString() {
      return "Prepared[" + kind + "]";
    }
  }
}
