package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Response;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is made from a secret or a key that may change while the program runs.
 *
 * @param <S> the secret or the key
 * @param <C> what is made from it, such as a {@link ClientAuthentication}
 */
public final class RotatingCredential<S, C> {
  private final Supplier<Future<S>> currentSecret;
  private final Function<S, @Nullable S> otherSecret;
  private final Function<S, C> create;
  private @Nullable S newestSecret;
  private @Nullable C newest;

  /**
   * @param currentSecret reads the secret; never fails
   * @param otherSecret what to try instead of a secret that the server refused, or null
   * @param create makes a credential from a secret
   */
  public RotatingCredential(
      Supplier<Future<S>> currentSecret,
      Function<S, @Nullable S> otherSecret,
      Function<S, C> create) {
    this.currentSecret = currentSecret;
    this.otherSecret = otherSecret;
    this.create = create;
  }

  /** One that never changes. */
  public static <C> RotatingCredential<C, C> fixed(C credential) {
    Future<C> always = Future.succeededFuture(credential);
    return new RotatingCredential<>(() -> always, refused -> null, Function.identity());
  }

  /** The credential made from the current secret. */
  Future<C> current() {
    return currentSecret.get().map(this::made);
  }

  /**
   * The credential to try after the server refused what the current one has signed, or null. Each
   * server says so in its own way, so it is for the sender to recognize.
   */
  Future<@Nullable C> alternative() {
    return currentSecret.get().map(this::alternativeTo);
  }

  /**
   * Sends a request with the current secret. If the server refuses the client and there is an
   * alternative, sends it once more, which is safe for any request: the server checks the client
   * before it looks at anything else.
   */
  Future<Response> use(Function<C, Future<Response>> send) {
    return currentSecret
        .get()
        .compose(
            secret ->
                send.apply(made(secret))
                    .compose(
                        response -> {
                          C other =
                              OAuthError.isInvalidClient(response) ? alternativeTo(secret) : null;
                          return other == null
                              ? Future.succeededFuture(response)
                              : send.apply(other);
                        }));
  }

  private @Nullable C alternativeTo(S refused) {
    S other = otherSecret.apply(refused);
    return other == null ? null : create.apply(other);
  }

  private C made(S secret) {
    if (newest == null || !secret.equals(newestSecret)) {
      newest = create.apply(secret);
      newestSecret = secret;
    }
    return newest;
  }
}
