package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The status page in a browser: Debian's chromium, which needs the packages that README names. */
@Tag("process")
class StatusPageIT {
  @TempDir Path folder;

  @RegisterExtension final Live live = new Live();

  private Process server;
  private Browser browser;
  private String url;

  @BeforeEach
  void begin() throws IOException {
    JsonObject accounts =
        new JsonObject()
            .put("jobs", alice())
            .put("wrong", alice().put("password", "looking glass"));
    Path conf = folder.resolve("conf.json");
    Files.writeString(
        conf, live.sandbox().verticleConfiguration().put("accounts", accounts).encode());
    server =
        new ProcessBuilder(
                AppJar.command(List.of(), "serve", "--conf", conf.toString(), "--management", "0"))
            .redirectError(folder.resolve("errors").toFile())
            .start();
    BufferedReader output = server.inputReader(StandardCharsets.UTF_8);
    String first = String.valueOf(output.readLine());
    assertTrue(first.startsWith("Management at http://127.0.0.1:"), first);
    url = first.substring("Management at ".length());
    assertTrue(output.readLine().startsWith("Serving at"));

    browser = Browser.start();
  }

  @AfterEach
  void end() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
    server.destroy();
    assertTrue(server.waitFor(20, TimeUnit.SECONDS), "the process did not stop");
    assertEquals(0, server.exitValue());
  }

  @Test
  void showsTheServiceReadably() {
    browser.open(url);

    new WebDriverWait(browser.driver(), Duration.ofSeconds(30))
        .until(
            shown ->
                !value("rate").equals("…")
                    && !value("rate").isEmpty()
                    && rows("calls").contains("sign-on invalid_credentials 1")
                    && rows("calls").contains("sign-on tokens 1"));
    assertEquals("ready; account wrong has no valid tokens", browser.text("#state"));
    assertEquals("closed", value("circuit"));
    assertEquals("unlimited", value("pace"));
    assertEquals("0", value("inFlight"));
    assertTrue(rows("accounts").contains("jobs 60 min"), rows("accounts"));
    assertTrue(rows("accounts").contains("wrong none"), rows("accounts"));
    assertTrue(rows("steps").contains("credentials 2 "), rows("steps"));

    browser.look("status");
    assertEquals(
        List.of(),
        browser
            .driver()
            .executeScript(
                "return performance.getEntriesByType('resource').map(r => r.name)"
                    + ".filter(name => !name.startsWith(location.origin + '/'))"));
  }

  private String value(String name) {
    return browser.text("[data-value=" + name + "]");
  }

  private String rows(String table) {
    return browser.text("[data-table=" + table + "] tbody").replaceAll("\\s+", " ");
  }
}
