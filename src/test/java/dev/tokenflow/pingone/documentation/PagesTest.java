package dev.tokenflow.pingone.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages name exists, and they lead to each other. */
class PagesTest {
  /** A class as the architecture page names it: {@code http/ResendRules}. */
  private static final Pattern CLASS = Pattern.compile("`([a-z]+/[A-Z]\\w+)`");

  /** A test by its name alone. */
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

  private static final Path LIBRARY = Path.of("src/main/java/dev/tokenflow/pingone");
  private static final Path TESTS = Path.of("src/test/java");
  private static final int README_LINES = 170;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @Test
  void linksAndAnchorsLeadSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Page page : Page.all()) {
      for (Page.Link link : page.links()) {
        if (!link.target().matches("[a-z]+:.*") && !leadsSomewhere(page, link.target())) {
          broken.add(page.file() + ":" + link.line() + ": " + link.target());
        }
      }
    }

    assertEquals(List.of(), broken);
  }

  @Test
  void readmeLeadsToEveryPage() {
    Page readme = Page.read(Path.of("README.md"));
    List<String> targets = readme.links().stream().map(Page.Link::target).toList();

    for (Page page : Page.all()) {
      assertTrue(
          page.file().equals(readme.file()) || targets.contains(page.file().toString()),
          page.file()::toString);
    }
  }

  @Test
  void readmeIsShort() {
    int lines = Page.read(Path.of("README.md")).lines().size();

    assertTrue(lines <= README_LINES, () -> "README.md has " + lines + " lines");
  }

  @Test
  void classesExist() {
    List<String> missing = new ArrayList<>();
    for (Page page : Page.all()) {
      for (int index = 0; index < page.lines().size(); index++) {
        var name = CLASS.matcher(page.lines().get(index));
        while (name.find()) {
          if (!Files.exists(LIBRARY.resolve(name.group(1) + ".java"))) {
            missing.add(page.file() + ":" + (index + 1) + ": " + name.group(1));
          }
        }
      }
    }

    assertEquals(List.of(), missing);
  }

  @Test
  void testsExist() throws IOException {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(TESTS)) {
      tests = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
    List<String> missing = new ArrayList<>();
    for (Page page : Page.all()) {
      for (int index = 0; index < page.lines().size(); index++) {
        var name = TEST.matcher(page.lines().get(index));
        while (name.find()) {
          if (!tests.contains(name.group(1) + ".java")) {
            missing.add(page.file() + ":" + (index + 1) + ": " + name.group(1));
          }
        }
      }
    }

    assertEquals(List.of(), missing);
  }

  @Test
  void jsonExamplesAreJson() {
    List<String> faults = new ArrayList<>();
    for (Page.Block block : Page.blocks("json")) {
      try {
        JSON.readTree(block.text());
      } catch (JsonProcessingException fault) {
        faults.add(block.file() + ":" + block.line() + ": " + fault.getOriginalMessage());
      }
    }

    assertEquals(List.of(), faults);
  }

  private static boolean leadsSomewhere(Page page, String target) {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
    return Files.exists(file)
        && (parts.length == 1 || Page.read(file).anchors().contains(parts[1]));
  }
}
