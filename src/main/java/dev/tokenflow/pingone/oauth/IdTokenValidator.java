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
import java.security.Provider;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validates ID tokens (OpenID Connect Core 3.1.3.7). */
final class IdTokenValidator {
  private final Vertx vertx;
  private final JwkSetSource keySet;
  private final InstantSource clock;
  private @Nullable Future<@Nullable Provider> fastProvider;

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
    return parse(idToken)
        .compose(
            token ->
                keys(token, deadline)
                    .compose(
                        keys ->
                            isVerified(
                                token.signingInput(),
                                token.signature(),
                                keys.iterator(),
                                provider()))
                    .map(
                        verified -> {
                          if (!verified) {
                            throw invalid("its signature is not by a key of the key set");
                          }
                          JsonObject claims = token.claims();
                          expected.check(claims, clock.instant());
                          return claims;
                        }));
  }

  /**
   * Whether the ID token can be verified.
   *
   * @return fails if it is not one that is signed with RS256, or if its key cannot be had
   */
  Future<Void> isVerifiable(String idToken, Deadline deadline) {
    return parse(idToken).compose(token -> keys(token, deadline)).mapEmpty();
  }

  private static Future<IdToken> parse(String idToken) {
    return Future.succeededFuture(idToken).map(IdToken::parse);
  }

  private Future<List<Jwk>> keys(IdToken token, Deadline deadline) {
    return keySet
        .candidates(token.keyId(), deadline)
        .map(
            keys -> {
              if (keys.isEmpty()) {
                throw invalid(
                    token.keyId() == null
                        ? "the key set has no RS256 key"
                        : "the key set has no RS256 key with its kid "
                            + IdTokenClaims.shown(token.keyId()));
              }
              return keys;
            });
  }

  /** Whether the signature is by one of the keys. Each further key has a turn of the loop. */
  private Future<Boolean> isVerified(
      byte[] signed, byte[] signature, Iterator<Jwk> keys, @Nullable Provider fast) {
    if (keys.next().verifies(signed, signature, fast)) {
      return Future.succeededFuture(true);
    }
    return keys.hasNext()
        ? nextTurn().compose(turn -> isVerified(signed, signature, keys, fast))
        : Future.succeededFuture(false);
  }

  /** The fast provider; null where there is none, and while it is being loaded. */
  private @Nullable Provider provider() {
    if (fastProvider == null) {
      fastProvider = vertx.executeBlocking(CorrettoProvider::find, false);
    }
    return fastProvider.result();
  }

  private Future<Void> nextTurn() {
    Promise<Void> turn = Promise.promise();
    vertx.runOnContext(turn::complete);
    return turn.future();
  }
}
