package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.RequestKind;
import io.vertx.core.Future;

/** Prepares authorization requests. */
@FunctionalInterface
public interface AuthorizationRequests {

  /**
   * Turns the parameters of an authorization request into what is sent to the authorization
   * endpoint. To send a pushed request again, prepare it again: its reference is single use.
   *
   * @return fails if the request cannot be pushed
   */
  Future<Prepared> prepare(Form parameters, Deadline deadline);

  /**
   * What is sent to the authorization endpoint.
   *
   * @param form the parameters
   * @param kind whether it may be sent again
   */
  record Prepared(Form form, RequestKind kind) {
    @Override
    public String toString() {
      return "Prepared[" + form + ", " + kind + "]";
    }
  }
}
