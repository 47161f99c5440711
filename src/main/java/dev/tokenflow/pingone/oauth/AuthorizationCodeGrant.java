package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import io.vertx.core.Future;

/** Redeems authorization codes. */
@FunctionalInterface
public interface AuthorizationCodeGrant {
  Future<TokenSet> redeem(AuthorizationCode code, Deadline deadline);
}
