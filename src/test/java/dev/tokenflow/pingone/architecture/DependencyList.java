package dev.tokenflow.pingone.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dependencies of a project at run time, as Maven's goal {@code dependency:list} wrote them.
 */
final class DependencyList {
  /** Those of this build, which are inside the app jar. */
  static final Path OF_THIS_BUILD = Path.of("target", "dependencies.txt");

  // group:artifact:jar[:classifier]:version:scope:file [(optional)] [-- module name]
  private static final Pattern LINE =
      Pattern.compile(
          "([^:]+):([^:]+):jar:(?:[^:]+:)?([^:]+):(?:compile|runtime):(.+?)"
              + "(?<optional> \\(optional\\))?(?: -- .*)?");

  private DependencyList() {}

  /**
   * A dependency.
   *
   * @param optional whether a user of the library does not inherit it
   */
  record Dependency(String group, String artifact, String version, Path file, boolean optional) {}

  static List<Dependency> read(Path list) throws IOException {
    return Files.readAllLines(list).stream()
        // Maven colours the list unless it runs in batch mode.
        .map(line -> line.replaceAll("\u001B\\[[\\d;]*m", "").strip())
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(
            line ->
                new Dependency(
                    line.group(1),
                    line.group(2),
                    line.group(3),
                    Path.of(line.group(4)),
                    line.group("optional") != null))
        .toList();
  }

  /** What a user of the library inherits. */
  static List<Dependency> inherited() throws IOException {
    return read(OF_THIS_BUILD).stream().filter(each -> !each.optional()).toList();
  }
}
