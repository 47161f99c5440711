package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Response;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client's credential, made from a secret that may change while the program runs. */
public final class RotatingCredential {
  private final Supplier<Future<String>> currentSecret;
  private final Function<String, @Nullable String> alternativeTo;
  private final Function<String, Credential> create;
  private @Nullable String newestSecret;
  private @Nullable Credential newest;

  /**
   * What is made from one secret.
   *
   * @param authentication authenticates the client
   * @param signer signs request objects
   */
  public record Credential(ClientAuthentication authentication, Signer signer) {
    @Override
    public String toString() {
      return "Credential[***]";
    }
  }

  /**
   * @param currentSecret reads the secret; never fails
   * @param alternativeTo what to try instead of a secret that the server refused, or null
   * @param create makes a credential from a secret
   */
  public RotatingCredential(
      Supplier<Future<String>> currentSecret,
      Function<String, @Nullable String> alternativeTo,
      Function<String, Credential> create) {
    this.currentSecret = currentSecret;
    this.alternativeTo = alternativeTo;
    this.create = create;
  }

  /** The credential made from the current secret. */
  Future<Credential> current() {
    return currentSecret.get().map(this::made);
  }

  /**
   * Sends a request with the current secret. If the server refuses the client and there is an
   * alternative, sends it once more, which is safe for any request: the server checks the client
   * before it looks at anything else.
   */
  Future<Response> use(Function<ClientAuthentication, Future<Response>> send) {
    return currentSecret
        .get()
        .compose(
            secret ->
                send.apply(made(secret).authentication())
                    .compose(
                        response -> {
                          String other =
                              OAuthError.isInvalidClient(response)
                                  ? alternativeTo.apply(secret)
                                  : null;
                          return other == null
                              ? Future.succeededFuture(response)
                              : send.apply(create.apply(other).authentication());
                        }));
  }

  private Credential made(String secret) {
    if (newest == null || !secret.equals(newestSecret)) {
      newest = create.apply(secret);
      newestSecret = secret;
    }
    return newest;
  }
}
