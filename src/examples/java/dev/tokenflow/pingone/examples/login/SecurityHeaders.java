package dev.tokenflow.pingone.examples.login;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/** The headers of every answer (OWASP, HTTP Headers). */
final class SecurityHeaders implements Handler<RoutingContext> {
  /** Nothing inline, nothing from elsewhere, no frames, and forms go to these pages only. */
  private static final String CONTENT =
      "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self';"
          + " frame-ancestors 'none'; base-uri 'none'";

  private final boolean https;

  SecurityHeaders(boolean https) {
    this.https = https;
  }

  @Override
  public void handle(RoutingContext ctx) {
    MultiMap headers = ctx.response().headers();
    headers
        .set("Content-Security-Policy", CONTENT)
        .set("X-Content-Type-Options", "nosniff")
        .set("Cache-Control", "no-store")
        // "no-referrer" would make the Origin of our own forms "null", which CSRFHandler refuses.
        .set("Referrer-Policy", "same-origin")
        .set("Cross-Origin-Opener-Policy", "same-origin")
        .set("Cross-Origin-Resource-Policy", "same-origin");
    if (https) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
    ctx.next();
  }
}
