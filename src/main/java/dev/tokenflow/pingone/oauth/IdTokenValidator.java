package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Redaction;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.options.IdTokenOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/**
 * Validates ID tokens (OpenID Connect Core 3.1.3.7).
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class IdTokenValidator {
  private final JwkSetSource keySet;
  private final String issuer;
  private final String clientId;
  private final IdTokenOptions options;

  /**
   * @param fetchTimeout for the key set, all attempts together
   */
  public IdTokenValidator(
      Vertx vertx,
      Transport transport,
      String jwksUri,
      Duration fetchTimeout,
      String issuer,
      String clientId,
      IdTokenOptions options) {
    this.keySet = new JwkSetSource(vertx, transport, jwksUri, fetchTimeout, System::nanoTime);
    this.issuer = issuer;
    this.clientId = clientId;
    this.options = options;
  }

  /**
   * The claims of a valid ID token.
   *
   * @param accessToken the access token that came with it
   * @param nonce the nonce that was sent, or null for the ID token of a refresh (OpenID Connect
   *     Core 12.2)
   * @return fails with {@code invalid_id_token}, or as fetching the key set fails
   */
  public Future<JsonObject> validate(
      String idToken, String accessToken, String nonce, Deadline deadline) {
    JoseHeader header;
    try {
      header = JoseHeader.of(idToken);
      if (!JwkSet.ALGORITHM.equals(header.algorithm())) {
        throw new InvalidIdTokenException(
            "its alg is " + header.algorithm() + ", expected " + JwkSet.ALGORITHM);
      }
      if (header.critical()) {
        throw new InvalidIdTokenException("its header has a crit, expected none");
      }
    } catch (InvalidIdTokenException invalid) {
      return Future.failedFuture(failure(invalid));
    }
    IdTokenClaims expected =
        new IdTokenClaims(issuer, clientId, nonce, accessToken, options.leeway());
    return keySet
        .candidates(header.keyId(), deadline)
        .compose(
            keys ->
                keys.isEmpty()
                    ? Future.failedFuture(
                        failure(
                            new InvalidIdTokenException(
                                "the key set has no RS256 key with its kid " + header.keyId())))
                    : verifiedClaims(idToken, keys.iterator()))
        .map(
            claims -> {
              try {
                expected.check(claims, Instant.now());
                return claims;
              } catch (InvalidIdTokenException invalid) {
                throw failure(invalid);
              }
            });
  }

  /** The claims, if the signature is by one of the keys. */
  private static Future<JsonObject> verifiedClaims(String idToken, Iterator<JwkSet.Key> keys) {
    if (!keys.hasNext()) {
      return Future.failedFuture(
          failure(new InvalidIdTokenException("its signature is not by a key of the key set")));
    }
    Future<User> verified;
    try {
      verified = keys.next().verifier().authenticate(new TokenCredentials(idToken));
    } catch (RuntimeException unreadable) {
      // The signature is good; vertx-auth-jwt throws on a time that is no number, or no object.
      return Future.failedFuture(failure(new InvalidIdTokenException("its claims cannot be read")));
    }
    return verified
        .map(user -> user.attributes().getJsonObject("accessToken"))
        .recover(notByThisKey -> verifiedClaims(idToken, keys));
  }

  private static StepException failure(InvalidIdTokenException invalid) {
    return StepException.of(
        ErrorCode.INVALID_ID_TOKEN,
        Step.ID_TOKEN,
        Redaction.of("the ID token is not valid: " + invalid.getMessage(), List.of()));
  }
}
