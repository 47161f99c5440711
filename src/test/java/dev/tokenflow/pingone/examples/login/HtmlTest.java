package dev.tokenflow.pingone.examples.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void escapesWhatIsNoHtml() {
    assertEquals(
        "<p title=\"&lt;&quot;&#39;&amp;amp;&gt;\">null 1</p>",
        Html.of("<p title=\"%s\">%s %s</p>", "<\"'&amp;>", null, 1).toString());
  }

  @Test
  void leavesHtmlAsItIs() {
    Html pieces = Html.join(List.of(Html.of("<i>%s</i>", "100 %s"), Html.NONE));

    assertEquals("<b><i>100 %s</i>\n</b>", Html.of("<b>%s</b>", pieces).toString());
  }
}
