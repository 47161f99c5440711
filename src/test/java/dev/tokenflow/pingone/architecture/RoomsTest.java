package dev.tokenflow.pingone.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows between the rooms. Each room is a package; it may use the rooms that stand here beside
 * its name, and no others.
 */
class RoomsTest {
  private static final String ROOT = "dev.tokenflow.pingone";

  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("", Set.of("bus", "presence", "client", "account", "message", "options")),
          entry("bus", Set.of("presence", "client", "account", "http", "message", "options")),
          entry("presence", Set.of()),
          entry(
              "client",
              Set.of(
                  "account",
                  "prefetch",
                  "flow",
                  "oauth",
                  "meters",
                  "traces",
                  "http",
                  "message",
                  "options")),
          entry("account", Set.of("http", "message", "options")),
          entry("prefetch", Set.of("flow", "http")),
          entry("meters", Set.of("http", "message")),
          entry("traces", Set.of("http", "message")),
          entry("flow", Set.of("oauth", "http", "message", "options")),
          entry("oauth", Set.of("http", "message")),
          entry("http", Set.of("message", "options")),
          entry("message", Set.of()),
          entry("options", Set.of()));

  private static final JavaClasses LIBRARY = classesIn("classes");
  private static final JavaClasses APP = classesIn("app-classes");

  private static JavaClasses classesIn(String directory) {
    return new ClassFileImporter()
        .withImportOption(location -> !location.contains("module-info"))
        .importPath(Path.of("target", directory));
  }

  static Stream<String> rooms() {
    return ARROWS.keySet().stream().sorted();
  }

  @ParameterizedTest(name = "[{0}]")
  @MethodSource("rooms")
  void roomUsesOnlyTheRoomsBelow(String room) {
    assertUsesOnly(LIBRARY, room, ARROWS.get(room));
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching("dev.tokenflow.(**)").should().beFreeOfCycles().check(LIBRARY);
  }

  @Test
  void everyPackageOfTheLibraryIsARoom() {
    Set<String> packages =
        LIBRARY.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1))
            .collect(toCollection(TreeSet::new));

    assertEquals(new TreeSet<>(ARROWS.keySet()), packages);
  }

  @Test
  void sandboxSharesNoCodeWithTheClient() {
    assertUsesOnly(APP, "sandbox", Set.of());
  }

  @Test
  void commandsUseWhatAUserImports() {
    assertUsesOnly(
        APP,
        "cli",
        Set.of(
            "",
            "cli.acquire",
            "cli.cluster",
            "cli.doctor",
            "cli.management",
            "message",
            "options",
            "sandbox"));
    assertUsesOnly(APP, "cli.acquire", Set.of("", "cli", "message", "options"));
    assertUsesOnly(APP, "cli.cluster", Set.of("cli"));
    assertUsesOnly(APP, "cli.doctor", Set.of("", "cli", "message", "options"));
    assertUsesOnly(APP, "cli.management", Set.of("options"));
  }

  @Test
  void examplesUseWhatAUserImports() {
    assertUsesOnly(APP, "examples.login", Set.of("", "message"));
    assertUsesOnly(
        APP,
        "examples.login.demo",
        Set.of("", "cli", "examples.login", "message", "options", "sandbox"));
  }

  private static void assertUsesOnly(JavaClasses classes, String room, Set<String> others) {
    noClasses()
        .that(in(List.of(room)))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..")
                .and(not(in(List.of(room))))
                .and(not(in(others)))
                .as("reside in a package that " + room + " must not use"))
        .check(classes);
  }

  private static DescribedPredicate<JavaClass> in(Collection<String> rooms) {
    return resideInAnyPackage(
        rooms.stream()
            .map(room -> room.isEmpty() ? ROOT : ROOT + "." + room)
            .toArray(String[]::new));
  }
}
