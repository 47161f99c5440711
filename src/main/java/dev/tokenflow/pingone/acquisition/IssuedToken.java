package dev.tokenflow.pingone.acquisition;

import java.util.Objects;

/**
 * A token to be introspected (RFC 7662) or revoked (RFC 7009).
 *
 * @param value the token; never shown by {@link #toString()}
 * @param typeHint {@code access_token} or {@code refresh_token}, so that PingOne finds it sooner,
 *     or null
 * @param correlationId an id for logs and support, or null to have one made
 */
public record IssuedToken(String value, String typeHint, String correlationId) {

  public IssuedToken {
    Objects.requireNonNull(value, "value");
  }

  /** A token of a type that is not told. */
  public static IssuedToken of(String value) {
    return new IssuedToken(value, null, null);
  }

  /** The same token with a hint at its type. */
  public IssuedToken withTypeHint(String hint) {
    return new IssuedToken(value, hint, correlationId);
  }

  /** The same token under an id of the caller's. */
  public IssuedToken withCorrelationId(String id) {
    return new IssuedToken(value, typeHint, id);
  }

  @Override
  public String toString() {
    return "IssuedToken[typeHint=" + typeHint + ", correlationId=" + correlationId + "]";
  }
}
