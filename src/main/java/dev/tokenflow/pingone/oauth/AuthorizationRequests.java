package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.RequestKind;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prepares authorization requests. */
@FunctionalInterface
public interface AuthorizationRequests {

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

  /**
   * What is sent to the authorization endpoint.
   *
   * @param forms makes the parameters of one attempt: what is signed is signed afresh for each
   * @param kind whether it may be sent again
   */
  record Prepared(Supplier<Form> forms, RequestKind kind) {

    /** Parameters that are the same for each attempt. */
    public Prepared(Form form, RequestKind kind) {
      this(() -> form, kind);
    }

    /** The parameters of one attempt. */
    public Form form() {
      return forms.get();
    }

    @Override
    public String toString() {
      return "Prepared[" + kind + "]";
    }
  }
}
