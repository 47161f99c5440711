package dev.tokenflow.pingone.examples.login;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Style and scripts. They need no session. */
final class StaticFiles {
  private StaticFiles() {}

  static void mount(Router router) {
    serve(router, StaticFiles.class, "login.css", "text/css");
    serve(router, StaticFiles.class, "once.js", "text/javascript");
    serve(router, StaticFiles.class, "passkey.js", "text/javascript");
    router.get("/favicon.ico").handler(ctx -> ctx.response().setStatusCode(204).end());
  }

  private static void serve(Router router, Class<?> beside, String file, String type) {
    String content = read(beside, file);
    router
        .get("/" + file)
        .handler(
            ctx -> ctx.response().putHeader("Content-Type", type + "; charset=utf-8").end(content));
  }

  private static String read(Class<?> beside, String file) {
    try (InputStream content = beside.getResourceAsStream(file)) {
      return new String(
          Objects.requireNonNull(content, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
