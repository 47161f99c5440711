package dev.tokenflow.pingone.examples.login;

import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the server remembers of a browser: the flow's handle while a person signs on, then the
 * tokens. The browser has the session's id and nothing else. All of it is JSON, which every session
 * store can keep.
 */
final class LoginSession {
  /** OWASP, Session Management: a session ends some time even if it is used. */
  private static final Duration ABSOLUTE_TIMEOUT = Duration.ofHours(8);

  private static final String PENDING = "pending";
  private static final String TOKENS = "tokens";
  private static final String SIGNED_ON_AT = "signed_on_at";

  private final Session session;

  LoginSession(RoutingContext ctx) {
    this.session = ctx.session();
  }

  /** The step that the person has to do next, or null. */
  @Nullable PendingStep pending() {
    JsonObject kept = session.get(PENDING);
    return kept == null ? null : PendingStep.fromJson(kept);
  }

  /** The same step with the handle for the next try. */
  void keep(PendingStep step) {
    session.put(PENDING, step.toJson());
  }

  /** Goes on to this step, under a new id: someone who knew the old id must not finish it. */
  void advance(PendingStep step) {
    keep(step);
    session.regenerateId();
  }

  void forgetStep() {
    session.remove(PENDING);
  }

  /** Signs the person on, under a new id: someone who knew the old id must not share it. */
  void signOn(Tokens tokens) {
    forgetStep();
    session.put(TOKENS, tokens.toJson());
    session.put(SIGNED_ON_AT, Instant.now().getEpochSecond());
    session.regenerateId();
  }

  /** The tokens of the person who is signed on, or null. */
  @Nullable Tokens tokens() {
    JsonObject kept = session.get(TOKENS);
    if (kept == null) {
      return null;
    }
    Instant since = Instant.ofEpochSecond(session.<Long>get(SIGNED_ON_AT));
    if (Instant.now().isAfter(since.plus(ABSOLUTE_TIMEOUT))) {
      session.remove(TOKENS);
      return null;
    }
    return (Tokens) Outcome.fromJson(kept);
  }

  void signOff() {
    session.destroy();
  }
}
