package dev.tokenflow.pingone.examples.login.demo;

import dev.tokenflow.pingone.examples.login.Html;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What the sandbox's users have in their heads, mailboxes and phones, and their new passkeys. */
final class SandboxPages {
  /** Below every page of the demonstration. */
  static final Html FOOTER =
      Html.of(
          "<footer>Demonstration: <a href=\"/sandbox\" target=\"_blank\">users and codes</a></footer>");

  private final SandboxPasskeys passkeys;

  private SandboxPages(SandboxPasskeys passkeys) {
    this.passkeys = passkeys;
  }

  static Router router(Vertx vertx, SandboxPasskeys passkeys) {
    SandboxPages pages = new SandboxPages(passkeys);
    Router router = Router.router(vertx);
    router.route().handler(SandboxPages::secure);
    router.get("/").handler(SandboxPages::users);
    router.get("/create-passkey.js").handler(SandboxPages::script);
    router.post("/passkeys").handler(BodyHandler.create(false).setBodyLimit(10_000));
    // JSON from another site needs a permission that is never given (CORS), so no form token here.
    router.post("/passkeys").consumes("application/json").handler(pages::register);
    return router;
  }

  private static void secure(RoutingContext ctx) {
    ctx.response()
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
                + " frame-ancestors 'none'; base-uri 'none'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-store");
    ctx.next();
  }

  private static void users(RoutingContext ctx) {
    Html rows =
        Html.join(
            SandboxUsers.descriptions().entrySet().stream()
                .map(
                    user ->
                        Html.of("<tr><td>%s</td><td>%s</td></tr>", user.getKey(), user.getValue()))
                .toList());
    Html page =
        Html.of(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Sandbox</title>
            <link rel="stylesheet" href="/login.css">
            <script src="/sandbox/create-passkey.js" defer></script>
            </head>
            <body>
            <main>
            <h1>Sandbox</h1>
            <p>Every password is <strong>%s</strong>. Every code by mail, text message or app is
            <strong>%s</strong>; %s has expired. Five wrong passwords lock a user for a minute.</p>
            <table><thead><tr><th>User name</th><th>After the password</th></tr></thead>
            <tbody>%s</tbody></table>
            <h2>A passkey of your own</h2>
            <p>Creates a passkey in this browser, for the user <strong>alice</strong>.</p>
            <form id="create" data-user="%s" data-name="alice">
            <button>Create a passkey</button>
            </form>
            <p id="created" role="status"></p>
            </main>
            </body>
            </html>
            """,
            SandboxUsers.PASSWORD,
            SandboxUser.CODE,
            SandboxUser.EXPIRED_CODE,
            rows,
            SandboxUser.of("alice", SandboxUsers.PASSWORD).subject());
    ctx.response().putHeader("Content-Type", "text/html; charset=utf-8").end(page.toString());
  }

  private void register(RoutingContext ctx) {
    JsonObject created = ctx.body().asJsonObject();
    passkeys.register(created.getString("id"), created.getString("key"));
    ctx.response().setStatusCode(204).end();
  }

  private static void script(RoutingContext ctx) {
    try (InputStream script = SandboxPages.class.getResourceAsStream("create-passkey.js")) {
      ctx.response()
          .putHeader("Content-Type", "text/javascript; charset=utf-8")
          .end(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
