package dev.tokenflow.pingone.examples.login;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A piece of HTML. Whatever is put into it is escaped unless it is a piece of HTML itself, so
 * nothing that a person or PingOne wrote becomes markup (OWASP, Cross Site Scripting Prevention).
 */
public final class Html {
  public static final Html NONE = new Html("");

  private final String text;

  private Html(String text) {
    this.text = text;
  }

  /**
   * Fills in a template.
   *
   * @param template markup, a constant, with {@code %s} for each value: between tags, or in a
   *     quoted attribute
   */
  public static Html of(String template, @Nullable Object... values) {
    return new Html(
        String.format(template, Arrays.stream(values).map(Html::escaped).toArray(Object[]::new)));
  }

  /** The pieces one after the other. */
  public static Html join(List<Html> pieces) {
    return new Html(pieces.stream().map(Html::toString).collect(Collectors.joining("\n")));
  }

  private static String escaped(@Nullable Object value) {
    return value instanceof Html html
        ? html.text
        : String.valueOf(value)
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;");
  }

  @Override
  public String toString() {
    return text;
  }
}
