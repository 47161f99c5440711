package dev.tokenflow.pingone.oauth;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.oauth.AuthorizationRequest.Prepared;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Signs authorization requests: as request objects (RFC 9101), and the {@code login_hint_token}
 * beside them. Each attempt is signed afresh.
 */
final class RequestSigning {
  private final ClientMetadata client;
  private final String issuer;
  private final @Nullable RotatingCredential<?, Signer> requestObjects;
  private final @Nullable RotatingCredential<?, Signer> loginHints;

  /**
   * @param requestObjects signs request objects, or null if nothing can
   * @param loginHints signs login hint tokens, or null if nothing can
   */
  RequestSigning(
      ClientMetadata client,
      String issuer,
      @Nullable RotatingCredential<?, Signer> requestObjects,
      @Nullable RotatingCredential<?, Signer> loginHints) {
    this.client = client;
    this.issuer = issuer;
    this.requestObjects = requestObjects;
    this.loginHints = loginHints;
  }

  /** The request, signed with the current secret or key. */
  Future<Prepared> sign(AuthorizationRequest request) {
    return signers(request, RotatingCredential::current).map(signers -> signed(request, signers));
  }

  /** The request, signed with what the server may still know; null if there is nothing else. */
  Future<@Nullable Prepared> signOtherwise(AuthorizationRequest request) {
    return signers(request, RotatingCredential::alternative)
        .compose(
            others ->
                others.equals(Signers.NONE)
                    ? Future.succeededFuture()
                    : signers(request, RotatingCredential::current)
                        .map(signers -> signed(request, others.or(signers))));
  }

  /** What signs an authorization request. */
  private record Signers(@Nullable Signer objects, @Nullable Signer hints) {
    static final Signers NONE = new Signers(null, null);

    Signers or(Signers others) {
      return new Signers(
          objects == null ? others.objects : objects, hints == null ? others.hints : hints);
    }
  }

  private Future<Signers> signers(
      AuthorizationRequest request,
      Function<RotatingCredential<?, Signer>, Future<@Nullable Signer>> which) {
    boolean asObject = client.requestObjects() || !request.signed().isEmpty();
    return signer(asObject, requestObjects, which)
        .compose(
            objects ->
                signer(request.loginHintUser() != null, loginHints, which)
                    .map(hints -> new Signers(objects, hints)));
  }

  private static Future<@Nullable Signer> signer(
      boolean wanted,
      @Nullable RotatingCredential<?, Signer> signers,
      Function<RotatingCredential<?, Signer>, Future<@Nullable Signer>> which) {
    return wanted
        ? which.apply(requireNonNull(signers, "nothing signs this"))
        : Future.succeededFuture();
  }

  private Prepared signed(AuthorizationRequest request, Signers signers) {
    return new Prepared(() -> form(request, signers), RequestKind.AUTHORIZE);
  }

  private Form form(AuthorizationRequest request, Signers signers) {
    Form parameters = request.parameters();
    String user = request.loginHintUser();
    if (signers.hints != null && user != null) {
      parameters =
          parameters
              .copy()
              .withSecret(
                  LoginHintToken.PARAMETER,
                  LoginHintToken.sign(user, client.clientId(), issuer, signers.hints));
    }
    if (signers.objects == null) {
      return parameters;
    }
    String object = RequestObject.sign(parameters, request.signed(), issuer, signers.objects);
    return client.requestObjects()
        ? RequestObject.alone(parameters, object)
        : RequestObject.beside(parameters, object);
  }
}
