package dev.tokenflow.pingone.architecture;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tokenflow.pingone.PingOneTokens;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a user of the library can see. */
class PublicApiTest {
  private static final Path CLASSES = Path.of("target", "classes");
  private static final String ROOT = "dev.tokenflow.pingone";
  private static final Set<String> EXPORTED = Set.of(ROOT, ROOT + ".message", ROOT + ".options");

  @Test
  void moduleExportsWhatAUserImports() {
    ModuleDescriptor library = ModuleFinder.of(CLASSES).find(ROOT).orElseThrow().descriptor();

    assertEquals(EXPORTED, library.exports().stream().map(Exports::source).collect(toSet()));
    assertTrue(library.exports().stream().noneMatch(Exports::isQualified));
  }

  @Test
  void noSignatureNamesAnInternalType() {
    List<String> leaks =
        exportedClasses()
            .flatMap(
                exported ->
                    involvedTypes(exported)
                        .filter(PublicApiTest::isInternal)
                        .map(type -> exported.getName() + ": " + type.getName()))
            .distinct()
            .sorted()
            .toList();

    assertEquals(List.of(), leaks);
  }

  @Test
  void typedApiIsThatOfTheContract() {
    assertEquals(
        Set.of(
            "account",
            "authorize",
            "bearer",
            "clientCredentials",
            "close",
            "continueFlow",
            "direct",
            "introspect",
            "overEventBus",
            "refresh",
            "revoke",
            "signOff",
            "signOn",
            "userInfo"),
        Stream.of(PingOneTokens.class.getMethods()).map(Method::getName).collect(toSet()));
  }

  private static Stream<JavaClass> exportedClasses() {
    JavaClasses library =
        new ClassFileImporter()
            .withImportOption(location -> !location.contains("module-info"))
            .importPath(CLASSES);
    return library.stream()
        .filter(type -> EXPORTED.contains(type.getPackageName()))
        .filter(type -> isVisible(type.getModifiers()));
  }

  /** The types of public and protected members, type arguments included, and the supertypes. */
  private static Stream<JavaClass> involvedTypes(JavaClass exported) {
    return Stream.concat(
        exported.getMembers().stream()
            .filter(member -> isVisible(member.getModifiers()))
            .flatMap(member -> member.getAllInvolvedRawTypes().stream()),
        Stream.concat(
            exported.getAllRawInterfaces().stream(), exported.getAllRawSuperclasses().stream()));
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean isInternal(JavaClass type) {
    JavaClass base = type.getBaseComponentType();
    return base.getPackageName().startsWith(ROOT)
        && !(EXPORTED.contains(base.getPackageName()) && isVisible(base.getModifiers()));
  }
}
