package dev.tokenflow.pingone.examples.login;

import java.util.List;

/**
 * Makes forms that post to one path.
 *
 * @param csrf the token without which a form of another site is refused
 */
record Form(String path, String csrf) {

  Html of(Html... content) {
    return Html.of(
        """
        <form method="post" action="%s">
        <input type="hidden" name="%s" value="%s">
        %s
        </form>
        """,
        path, LoginRouter.CSRF, csrf, Html.join(List.of(content)));
  }

  /** A form for one of the actions that a step offers. */
  Html action(String action, Html... content) {
    return of(hidden("action", action), Html.join(List.of(content)));
  }

  static Html hidden(String name, String value) {
    return Html.of("<input type=\"hidden\" name=\"%s\" value=\"%s\">", name, value);
  }

  static Html button(String text) {
    return Html.of("<button>%s</button>", text);
  }

  static Html quietButton(String text) {
    return Html.of("<button class=\"quiet\">%s</button>", text);
  }
}
