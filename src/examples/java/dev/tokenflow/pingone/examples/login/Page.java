package dev.tokenflow.pingone.examples.login;

import java.util.List;

/**
 * A page before it gets its frame.
 *
 * @param head further elements of its head
 */
record Page(String title, Html head, Html main) {
  static Page of(String title, Html... main) {
    return new Page(title, Html.NONE, Html.join(List.of(main)));
  }

  /** A page that loads a script of these pages. */
  Page withScript(String path) {
    return new Page(title, Html.of("<script src=\"%s\" defer></script>", path), main);
  }

  /** A page after which the browser goes on by itself. */
  Page followedBy(String path) {
    return new Page(
        title, Html.of("<meta http-equiv=\"refresh\" content=\"1; url=%s\">", path), main);
  }

  /** The whole document. */
  String document(Html footer) {
    return Html.of(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%s</title>
            <link rel="stylesheet" href="/login.css">
            <script src="/once.js" defer></script>
            %s
            </head>
            <body>
            <main>
            <h1>%s</h1>
            %s
            </main>
            %s
            </body>
            </html>
            """,
            title, head, title, main, footer)
        .toString();
  }
}
