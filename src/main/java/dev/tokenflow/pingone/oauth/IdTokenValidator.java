package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Redaction;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;

/** Validates ID tokens (OpenID Connect Core 3.1.3.7). */
final class IdTokenValidator {
  private final Vertx vertx;
  private final JwkSetSource keySet;
  private final InstantSource clock;

  IdTokenValidator(Vertx vertx, JwkSetSource keySet, InstantSource clock) {
    this.vertx = vertx;
    this.keySet = keySet;
    this.clock = clock;
  }

  /** Why an ID token is not valid: what was found and what was expected, without the token. */
  static StepException invalid(String reason) {
    return StepException.of(
        ErrorCode.INVALID_ID_TOKEN,
        Step.ID_TOKEN,
        Redaction.of("the ID token is not valid: " + reason, List.of()));
  }

  /**
   * Validates an ID token.
   *
   * @return the claims; fails with {@code invalid_id_token}, or as fetching the key set fails
   */
  Future<JsonObject> validate(String idToken, IdTokenClaims expected, Deadline deadline) {
    return Future.succeededFuture(idToken)
        .map(IdTokenHeader::parse)
        .compose(header -> keys(header, deadline))
        .compose(keys -> verifiedClaims(idToken, keys.iterator()))
        .map(
            claims -> {
              expected.check(claims, clock.instant());
              return claims;
            });
  }

  private Future<List<JwkSet.Key>> keys(IdTokenHeader header, Deadline deadline) {
    return keySet
        .candidates(header.keyId(), deadline)
        .map(
            keys -> {
              if (keys.isEmpty()) {
                throw invalid(
                    header.keyId() == null
                        ? "the key set has no RS256 key"
                        : "the key set has no RS256 key with its kid \"" + header.keyId() + '"');
              }
              return keys;
            });
  }

  /**
   * The claims, if the signature is by one of the keys. Each further key has a turn of the loop.
   */
  private Future<JsonObject> verifiedClaims(String idToken, Iterator<JwkSet.Key> keys) {
    if (!keys.hasNext()) {
      return Future.failedFuture(invalid("its signature is not by a key of the key set"));
    }
    Future<User> verified;
    try {
      verified = keys.next().verifier().authenticate(new TokenCredentials(idToken));
    } catch (RuntimeException unreadable) {
      // The signature is good; vertx-auth-jwt throws on a time that is no number, or no object.
      return Future.failedFuture(invalid("its claims cannot be read"));
    }
    return verified
        .map(user -> user.attributes().getJsonObject("accessToken"))
        .recover(notByThisKey -> nextTurn().compose(turn -> verifiedClaims(idToken, keys)));
  }

  private Future<Void> nextTurn() {
    Promise<Void> turn = Promise.promise();
    vertx.runOnContext(turn::complete);
    return turn.future();
  }
}
