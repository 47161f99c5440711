package dev.tokenflow.pingone.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packaged jars hold besides classes. */
class JarsIT {
  private static final String APP = "vertx-pingone-tokens-app.jar";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vertx-pingone-tokens.jar",
        "vertx-pingone-tokens-sandbox.jar",
        "vertx-pingone-tokens-commands.jar",
        APP
      })
  void hasTheLicenseOnce(String name) throws IOException {
    try (ZipFile jar = open(name)) {
      assertEquals(Files.readString(Path.of("LICENSE")), text(jar, "META-INF/LICENSE"));
      assertEquals(1, entries(jar).stream().filter("META-INF/LICENSE"::equals).count());
    }
  }

  @Test
  void libraryHoldsNothingButItself() throws IOException {
    try (ZipFile jar = open("vertx-pingone-tokens.jar")) {
      List<String> foreign =
          entries(jar).stream()
              .filter(entry -> !entry.endsWith("/"))
              .filter(entry -> !entry.startsWith("META-INF/"))
              .filter(entry -> !entry.equals("module-info.class"))
              .filter(
                  entry ->
                      !entry.startsWith("dev/tokenflow/pingone/")
                          || entry.matches("dev/tokenflow/pingone/(sandbox|cli)/.*"))
              .toList();

      assertEquals(List.of(), foreign);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vertx-pingone-tokens.jar",
        "vertx-pingone-tokens-sandbox.jar",
        "vertx-pingone-tokens-commands.jar",
        APP
      })
  void holdsNoExample(String name) throws IOException {
    try (ZipFile jar = open(name)) {
      assertEquals(
          List.of(),
          entries(jar).stream().filter(entry -> entry.contains("pingone/examples")).toList());
    }
  }

  /** Section 4(d) of the Apache License asks for them. */
  @Test
  void appKeepsTheNoticesOfAllLibraries() throws IOException {
    try (ZipFile app = open(APP)) {
      String notices = text(app, "META-INF/NOTICE") + text(app, "META-INF/NOTICE.txt");
      for (DependencyList.Dependency library : DependencyList.read(DependencyList.OF_THIS_BUILD)) {
        try (ZipFile jar = new ZipFile(library.file().toFile())) {
          for (String name : List.of("META-INF/NOTICE", "META-INF/NOTICE.txt")) {
            if (jar.getEntry(name) != null) {
              assertTrue(words(notices).contains(words(text(jar, name))), library::toString);
            }
          }
        }
      }
    }
  }

  private static ZipFile open(String name) throws IOException {
    return new ZipFile(Path.of("target", name).toFile());
  }

  private static List<String> entries(ZipFile jar) {
    return jar.stream().map(ZipEntry::getName).toList();
  }

  private static String text(ZipFile jar, String name) throws IOException {
    ZipEntry entry = Objects.requireNonNull(jar.getEntry(name), name);
    return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
