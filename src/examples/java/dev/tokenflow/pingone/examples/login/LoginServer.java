package dev.tokenflow.pingone.examples.login;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/**
 * An HTTP server on this machine's own address: TLS ends at a proxy before it, or give its options
 * a certificate.
 */
public final class LoginServer {
  private final HttpServer server;
  private final Router router;

  private LoginServer(HttpServer server, Router router) {
    this.server = server;
    this.router = router;
  }

  /**
   * Listens; what it serves comes later, since the pages have to know their origin.
   *
   * @param port 0 for a free one
   * @return fails if the port is in use
   */
  public static Future<LoginServer> listen(Vertx vertx, int port) {
    Router router = Router.router(vertx);
    HttpServer server = vertx.createHttpServer().requestHandler(router);
    return server.listen(port, "127.0.0.1").map(listening -> new LoginServer(listening, router));
  }

  public int port() {
    return server.actualPort();
  }

  /** Serves the pages. */
  public void serve(Router pages) {
    router.route("/*").subRouter(pages);
  }

  public Future<Void> close() {
    return server.close();
  }
}
