package dev.tokenflow.pingone.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands in the pages are commands of this project, and Maven's name what the POM has. */
class MavenCommandsTest {
  private static final Set<String> FLAGS = Set.of("-q", "-B", "-o", "-e", "-U", "-ntp");
  private static final Set<String> PHASES =
      Set.of("clean", "compile", "test-compile", "test", "package", "verify", "install");

  private final String pom = read(Path.of("pom.xml"));
  private final List<Path> sources = sources();

  @Test
  void everyCommandIsKnown() {
    List<String> unknown = new ArrayList<>();
    for (Command command : Page.commands()) {
      boolean script = Files.isExecutable(Path.of(command.words().get(0)));
      // Those who start a member with what it makes run it: ClusterFiles.
      boolean certificates = command.words().get(0).equals("openssl");
      if (!command.isMaven() && !command.isApp() && !script && !certificates) {
        unknown.add(command.toString());
      }
    }

    assertEquals(List.of(), unknown);
  }

  @Test
  void mavenKnowsGoalsProfilesAndProperties() {
    List<String> faults = new ArrayList<>();
    for (Command command : Page.commands()) {
      if (command.isMaven()) {
        for (String word : command.words().subList(1, command.words().size())) {
          if (!isKnown(word)) {
            faults.add(command + ": " + word);
          }
        }
      }
    }

    assertEquals(List.of(), faults);
  }

  @Test
  void whatIsUnknownIsFound() {
    for (String unknown :
        List.of(
            "-Pdance",
            "dance",
            "exec:exec@dance",
            "-Dtest=DanceTest",
            "-Dit.test=DanceIT",
            "-Ddance.steps=3")) {
      assertFalse(isKnown(unknown), unknown);
    }
  }

  /** These two are what a new user types first; CI runs them as they stand. */
  @Test
  void readmeHasItsTwoCommands() {
    List<String> readme =
        Page.read(Path.of("README.md")).blocks().stream().map(Page.Block::text).toList();

    assertTrue(readme.contains("mvn -q compile exec:java"));
    assertTrue(readme.contains("mvn -q verify"));
  }

  private boolean isKnown(String word) {
    if (word.startsWith("-P")) {
      return Stream.of(word.substring(2).split(",", -1))
          .allMatch(profile -> pom.contains("<id>" + profile + "</id>"));
    }
    if (word.startsWith("-Dtest=") || word.startsWith("-Dit.test=")) {
      return Stream.of(word.split("=", 2)[1].split("[,#]", -1)).allMatch(this::isTest);
    }
    if (word.startsWith("-D")) {
      String property = word.substring(2).split("=", 2)[0];
      return pom.contains("<" + property + ">")
          || pom.contains("<" + property + "/>")
          || sources.stream().anyMatch(file -> read(file).contains("\"" + property + "\""));
    }
    if (word.contains(":")) {
      String[] parts = word.split("[:@]", -1);
      return Stream.of(parts[0] + "-maven-plugin", "maven-" + parts[0] + "-plugin")
              .anyMatch(plugin -> pom.contains("<artifactId>" + plugin + "</artifactId>"))
          && (parts.length < 3 || pom.contains("<id>" + parts[2] + "</id>"));
    }
    return FLAGS.contains(word) || PHASES.contains(word);
  }

  private boolean isTest(String name) {
    String pattern = name.replace("*", ".*");
    return sources.stream()
        .map(file -> file.getFileName().toString().replace(".java", ""))
        .anyMatch(file -> file.matches(pattern));
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("MavenCommandsTest.java"))
          .toList();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
