package dev.tokenflow.pingone.examples.login;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SessionHandler;

/** Answers a browser with a page, or with the way to one. */
final class Answers {
  private final SessionHandler sessions;
  private final Html footer;

  Answers(SessionHandler sessions, Html footer) {
    this.sessions = sessions;
    this.footer = footer;
  }

  void page(RoutingContext ctx, Page page) {
    page(ctx, 200, page);
  }

  void page(RoutingContext ctx, int status, Page page) {
    end(ctx, document(ctx, status, page));
  }

  /** A page that does not store the session: what failed may be the store. */
  void failure(RoutingContext ctx, int status, Page page) {
    ctx.response().end(document(ctx, status, page));
  }

  private String document(RoutingContext ctx, int status, Page page) {
    ctx.response().setStatusCode(status).putHeader("Content-Type", "text/html; charset=utf-8");
    return page.document(footer);
  }

  /** After a POST, so that reloading the next page sends nothing again (RFC 9110, 15.4.4). */
  void redirect(RoutingContext ctx, String path) {
    ctx.response().setStatusCode(303).putHeader("Location", path);
    end(ctx, "");
  }

  /**
   * Stores the session first, also when the status is an error: {@code SessionHandler} alone would
   * lose the handle for the next try.
   */
  private void end(RoutingContext ctx, String body) {
    Future<Void> stored =
        ctx.session() == null ? Future.succeededFuture() : sessions.flush(ctx, true);
    stored.onComplete(
        done -> {
          if (done.failed()) {
            ctx.fail(done.cause());
          } else if (!ctx.response().closed()) {
            ctx.response().end(body);
          }
        });
  }

  /** The token for the forms of this page. */
  static String csrf(RoutingContext ctx) {
    return ctx.get(LoginRouter.CSRF);
  }
}
