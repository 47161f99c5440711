package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's chromium with a person before it, who waits for headings. */
final class Browser {
  private static final Path SCREENSHOTS = Path.of("target", "processes", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * The texts and edges that are hard to see on the ground that they have, by WCAG 2.2: text needs
   * a contrast of 4.5, the edge of an input one of 3.
   */
  private static final String HARD_TO_SEE =
      """
      const parts = colour => colour.match(/[\\d.]+/g).map(Number);
      const luminance = colour => {
        const [r, g, b] = parts(colour).map(part => {
          const value = part / 255;
          return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = e => {
        const colour = getComputedStyle(e).backgroundColor;
        return parts(colour)[3] === 0 && e.parentElement ? ground(e.parentElement) : colour;
      };
      const contrast = (one, other) => {
        const [a, b] = [luminance(one), luminance(other)];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      };
      const visible = e => e.checkVisibility();
      const found = [];
      for (const e of document.querySelectorAll('body *')) {
        const style = getComputedStyle(e);
        const hasText = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
        if (visible(e) && hasText && contrast(style.color, ground(e)) < 4.5) {
          found.push(e.outerHTML);
        }
        if (visible(e) && e.matches('input')
            && contrast(style.borderTopColor, ground(e.parentElement)) < 3) {
          found.push('edge of ' + e.outerHTML);
        }
      }
      return found;
      """;

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser start() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu");
    LoggingPreferences console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, console);
    return new Browser(
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .build(),
            options));
  }

  /** What the pages' own security policy has refused to load since this was last asked. */
  List<String> refusedContent() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("Content Security Policy"))
        .toList();
  }

  ChromeDriver driver() {
    return driver;
  }

  void open(String url) {
    driver.get(url);
  }

  /** Waits for the page with this heading that follows what was pressed. */
  void await(String heading) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> "no \"" + heading + "\" in " + driver.getPageSource())
        .until(shown -> text("html:not([data-left]) h1").equals(heading));
  }

  /** Marks the page that is about to be left: the next one may have the same heading. */
  private void leave() {
    driver.executeScript("document.documentElement.dataset.left = ''");
  }

  void awaitText(String selector, String expected) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> text(selector) + " instead of " + expected)
        .until(shown -> text(selector).equals(expected));
  }

  void awaitVisible(String selector) {
    new WebDriverWait(driver, PATIENCE)
        .until(shown -> driver.findElement(By.cssSelector(selector)).isDisplayed());
  }

  /** The text of the first such element, or an empty one. */
  String text(String selector) {
    Object text =
        driver.executeScript(
            "const e = document.querySelector(arguments[0]); return e ? e.innerText : ''",
            selector);
    return String.valueOf(text);
  }

  void fill(String field, String value) {
    WebElement input = driver.findElement(By.name(field));
    input.clear();
    input.sendKeys(value);
  }

  /** Presses the button with this text. */
  void press(String button) {
    driver.findElement(By.xpath("//button[normalize-space()='" + button + "']")).click();
  }

  void follow(String link) {
    leave();
    driver.findElement(By.linkText(link)).click();
  }

  /** Keys, wherever the focus is. */
  void type(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Presses Enter, which leads to another page. */
  void enter() {
    leave();
    type(Keys.ENTER);
  }

  /** The id or text of what has the focus. */
  String focused() {
    return (String)
        driver.executeScript("const e = document.activeElement; return e.id || e.innerText.trim()");
  }

  /** Presses Tab until the focus is at this id or text. */
  void tabTo(String target) {
    for (int presses = 0; presses < 30; presses++) {
      if (focused().equals(target)) {
        return;
      }
      type(Keys.TAB);
    }
    throw new AssertionError("Tab does not lead to " + target);
  }

  /** Checks that a page is readable on a desk and on a phone, by day and by night. */
  void look(String name) {
    for (int width : new int[] {1280, 400}) {
      for (String scheme : List.of("light", "dark")) {
        show(width, scheme);
        assertEquals(
            true,
            driver.executeScript(
                "return document.documentElement.scrollWidth <= window.innerWidth"),
            () -> name + " is wider than " + width);
        assertEquals(List.of(), driver.executeScript(HARD_TO_SEE), () -> name + ", " + scheme);
        // Two of the four: taking them is most of the time of these tests.
        if (width > 400 == scheme.equals("light")) {
          save(name + "-" + width + "-" + scheme + ".png");
        }
      }
    }
  }

  private void show(int width, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private void save(String file) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Object taken =
          driver
              .executeCdpCommand("Page.captureScreenshot", Map.of("optimizeForSpeed", true))
              .get("data");
      Files.write(SCREENSHOTS.resolve(file), Base64.getDecoder().decode(taken.toString()));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  void close() {
    driver.quit();
  }
}
