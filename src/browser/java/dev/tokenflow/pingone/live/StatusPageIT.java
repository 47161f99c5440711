package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The status page in a browser: Debian's chromium, which needs the packages that README names. */
@Tag("process")
class StatusPageIT {
  private static final Path SCREENSHOTS = Path.of("target", "processes", "screenshots");

  /** The contrast of two colours by WCAG 2.2; each is "rgb(r, g, b)". */
  private static final String CONTRAST =
      """
      const luminance = colour => {
        const [r, g, b] = colour.match(/\\d+/g).slice(0, 3).map(part => {
          const value = part / 255;
          return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = luminance(getComputedStyle(document.body).backgroundColor);
      return Math.min(...[...document.querySelectorAll('h1, h2, dd, dt, th, td, #state')].map(e => {
        const ink = luminance(getComputedStyle(e).color);
        return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
      }));
      """;

  @TempDir Path folder;

  @RegisterExtension final Live live = new Live();

  private Process server;
  private ChromeDriver browser;
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

    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu");
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .build(),
            options);
  }

  @AfterEach
  void end() throws InterruptedException {
    if (browser != null) {
      browser.quit();
    }
    server.destroy();
    assertTrue(server.waitFor(20, TimeUnit.SECONDS), "the process did not stop");
    assertEquals(0, server.exitValue());
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "400, dark"})
  void showsTheServiceReadably(int width, String scheme) throws IOException {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));

    browser.get(url);

    new WebDriverWait(browser, Duration.ofSeconds(30))
        .until(
            shown ->
                !value("rate").equals("…")
                    && !value("rate").isEmpty()
                    && rows("calls").contains("sign-on invalid_credentials 1")
                    && rows("calls").contains("sign-on tokens 1"));
    assertEquals("ready; account wrong has no valid tokens", text("#state"));
    assertEquals("closed", value("circuit"));
    assertEquals("unlimited", value("pace"));
    assertEquals("0", value("inFlight"));
    assertTrue(rows("accounts").contains("jobs 60 min"), rows("accounts"));
    assertTrue(rows("accounts").contains("wrong none"), rows("accounts"));
    assertTrue(rows("steps").contains("credentials 2 "), rows("steps"));

    assertEquals(
        true,
        browser.executeScript("return document.documentElement.scrollWidth <= window.innerWidth"),
        "it is wider than the window");
    double contrast = ((Number) browser.executeScript(CONTRAST)).doubleValue();
    assertTrue(contrast >= 4.5, "contrast " + contrast);
    assertEquals(
        List.of(),
        browser.executeScript(
            "return performance.getEntriesByType('resource').map(r => r.name)"
                + ".filter(name => !name.startsWith(location.origin + '/'))"));
    Files.createDirectories(SCREENSHOTS);
    Files.write(
        SCREENSHOTS.resolve("status-" + width + "-" + scheme + ".png"),
        browser.getScreenshotAs(OutputType.BYTES));
  }

  private String value(String name) {
    return text("[data-value=" + name + "]");
  }

  private String rows(String table) {
    return text("[data-table=" + table + "] tbody");
  }

  private String text(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .map(element -> element.getText())
        .findFirst()
        .orElse("");
  }
}
