package dev.tokenflow.pingone.examples.login;

import java.util.List;

/**
 * Why a form is shown again.
 *
 * @param reasons single reasons below the text; may be empty
 * @param fields the names of the fields that it is about
 */
record Problem(String text, List<String> reasons, List<String> fields) {
  /** What fields that it is about refer to. */
  static final String ID = "problem";

  static Problem of(String text, String... fields) {
    return new Problem(text, List.of(), List.of(fields));
  }

  /**
   * It takes the focus, so that a screen reader reads it first and Tab leads to the first field.
   */
  Html html() {
    Html list =
        reasons.isEmpty()
            ? Html.NONE
            : Html.of(
                "<ul>%s</ul>",
                Html.join(reasons.stream().map(reason -> Html.of("<li>%s</li>", reason)).toList()));
    return Html.of(
        "<div id=\"%s\" class=\"problem\" role=\"alert\" tabindex=\"-1\" autofocus>"
            + "<p>%s</p>%s</div>",
        ID, text, list);
  }
}
