package dev.tokenflow.pingone.cli.management;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import io.vertx.micrometer.PrometheusScrapingHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The HTTP server of the management port. It only reads; nothing can be changed through it. */
public final class ManagementServer {
  private ManagementServer() {}

  /**
   * Listens for requests.
   *
   * @param vertx one with Prometheus metrics
   * @return fails if the address is in use
   */
  public static Future<HttpServer> listen(Vertx vertx, SocketAddress address, Readiness readiness) {
    HealthChecks live = HealthChecks.create(vertx);
    live.register("event-loop", turn -> turn.complete(Status.OK()));
    Router router = Router.router(vertx);
    router.route().handler(ManagementServer::secure);
    router.get("/").handler(page("status.html", "text/html; charset=utf-8"));
    router.get("/status.js").handler(page("status.js", "text/javascript; charset=utf-8"));
    router.get("/status.css").handler(page("status.css", "text/css; charset=utf-8"));
    router.get("/health/live").handler(HealthCheckHandler.createWithHealthChecks(live));
    router
        .get("/health/ready")
        .handler(HealthCheckHandler.createWithHealthChecks(readiness.checks(vertx)));
    router.get("/metrics").handler(PrometheusScrapingHandler.create());
    return vertx.createHttpServer().requestHandler(router).listen(address);
  }

  private static void secure(RoutingContext request) {
    request
        .response()
        .putHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cache-Control", "no-store");
    request.next();
  }

  private static Handler<RoutingContext> page(String file, String contentType) {
    String content = read(file);
    return request -> request.response().putHeader("Content-Type", contentType).end(content);
  }

  private static String read(String file) {
    try (InputStream content = ManagementServer.class.getResourceAsStream(file)) {
      return new String(
          Objects.requireNonNull(content, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
