package dev.tokenflow.pingone.architecture;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.architecture.DependencyList.Dependency;
import dev.tokenflow.pingone.documentation.Page;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Maven resolves a project that imports what the page on security says, and depends on the packaged
 * library.
 */
@Tag("release")
class ConsumerVersionsIT {
  private static final Path PAGE = Path.of("src/site/markdown/security.md");
  private static final Path LIBRARY = Path.of("target", "vertx-pingone-tokens.jar");

  /** The library in the project's lines. */
  private static final Pattern COORDINATES =
      Pattern.compile(
          "<groupId>(dev\\.tokenflow)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*"
              + "<version>([^<]+)</version>");

  @TempDir Path folder;

  @Test
  void documentedImportsGiveTheVersionsOfThisBuild() throws Exception {
    String documented = documented();
    install(documented);

    List<Dependency> resolved = resolve(documented);

    assertEquals(Set.of("4.2.18.Final"), versions(resolved, "io.netty"));
    assertEquals(Set.of("2.18.12"), versions(resolved, "com.fasterxml.jackson.core"));
    // What was tested is what a user gets.
    assertEquals(names(DependencyList.inherited()), names(withoutTheLibrary(resolved)));
  }

  private static String documented() {
    List<String> projects =
        Page.blocks("xml").stream()
            .filter(block -> block.file().equals(PAGE))
            .map(Page.Block::text)
            .filter(text -> text.contains("<dependencyManagement>"))
            .toList();
    assertEquals(1, projects.size());
    return projects.get(0);
  }

  /** Puts the library where Maven finds it, as {@code mvn install} does. */
  private void install(String documented) throws IOException {
    Matcher library = COORDINATES.matcher(documented);
    assertTrue(library.find(), documented);
    String artifact = library.group(2);
    String version = library.group(3);
    Path there =
        folder.resolve("repository").resolve(library.group(1).replace('.', '/')).resolve(artifact);
    Path installed = Files.createDirectories(there.resolve(version));
    Files.copy(LIBRARY, installed.resolve(artifact + "-" + version + ".jar"));
    Files.copy(Path.of("pom.xml"), installed.resolve(artifact + "-" + version + ".pom"));
  }

  private List<Dependency> resolve(String documented) throws IOException, InterruptedException {
    Path project = folder.resolve("pom.xml");
    Files.writeString(
        project,
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>consumer</groupId>
          <artifactId>consumer</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
        %s
        </project>
        """
            .formatted(documented));
    // A repository of its own, so that the library is not left in that of this machine, which has
    // all the rest: this build needed it.
    Path settings = folder.resolve("settings.xml");
    Files.writeString(
        settings,
        """
        <settings>
          <mirrors>
            <mirror>
              <id>this-machine</id>
              <mirrorOf>*</mirrorOf>
              <url>%s</url>
            </mirror>
          </mirrors>
        </settings>
        """
            .formatted(Path.of(System.getProperty("maven.repository")).toUri()));
    Path list = folder.resolve("dependencies.txt");
    File log = folder.resolve("log").toFile();
    Process maven =
        new ProcessBuilder(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-s",
                settings.toString(),
                "-f",
                project.toString(),
                "-Dmaven.repo.local=" + folder.resolve("repository"),
                "org.apache.maven.plugins:maven-dependency-plugin:"
                    + System.getProperty("dependency-plugin.version")
                    + ":list",
                "-DincludeScope=runtime",
                "-DoutputAbsoluteArtifactFilename=true",
                "-DoutputFile=" + list)
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      assertTrue(maven.waitFor(3, TimeUnit.MINUTES), "Maven ends");
    } finally {
      maven.destroyForcibly();
    }
    assertEquals(0, maven.exitValue(), Files.readString(log.toPath()));
    return DependencyList.read(list);
  }

  private static List<Dependency> withoutTheLibrary(List<Dependency> all) {
    return all.stream().filter(each -> !each.group().equals("dev.tokenflow")).toList();
  }

  private static Set<String> versions(List<Dependency> all, String group) {
    return all.stream()
        .filter(each -> each.group().equals(group))
        .map(Dependency::version)
        .collect(toSet());
  }

  private static Set<String> names(List<Dependency> all) {
    return all.stream()
        .map(each -> each.group() + ":" + each.artifact() + ":" + each.version())
        .collect(toSet());
  }
}
