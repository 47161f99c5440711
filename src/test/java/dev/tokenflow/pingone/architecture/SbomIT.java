package dev.tokenflow.pingone.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tokenflow.pingone.architecture.DependencyList.Dependency;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of what the app jar contains, in CycloneDX's format. */
class SbomIT {
  /** Licenses whose code may be in a jar under Apache-2.0. Look at others before they get in. */
  private static final Set<String> FITS_APACHE_2 =
      Set.of("Apache-2.0", "CC0-1.0", "MIT", "BSD-2-Clause", "BSD-4-Clause", "EPL-2.0");

  private static final Path FILE = Path.of("target", "bom.json");

  private JsonObject sbom;

  @BeforeEach
  void read() throws IOException {
    // Maven leaves out the plugin that writes it.
    assumeFalse(
        "offline: true".equals(System.getProperty("maven.mode")), "there is none under mvn -o");
    sbom = new JsonObject(Files.readString(FILE));
  }

  @Test
  void namesTheProductAndItsLicense() {
    JsonObject product = sbom.getJsonObject("metadata").getJsonObject("component");

    assertEquals("dev.tokenflow", product.getString("group"));
    assertEquals("vertx-pingone-tokens", product.getString("name"));
    assertEquals(List.of("Apache-2.0"), licenses(product));
  }

  @Test
  void listsEveryLibraryOfTheAppJarWithItsLicenses() throws IOException {
    for (Dependency library : DependencyList.read(DependencyList.OF_THIS_BUILD)) {
      JsonObject component = component(library);

      assertEquals(library.version(), component.getString("version"), library::toString);
      assertTrue(licenses(component).stream().anyMatch(FITS_APACHE_2::contains), component::encode);
      assertFalse(component.getJsonArray("hashes").isEmpty(), component::encode);
    }
  }

  @Test
  void isTheSameForTheSameSources() {
    assertFalse(sbom.getJsonObject("metadata").containsKey("timestamp"), "it has no time");
    String serialNumber = sbom.getString("serialNumber").replace("urn:uuid:", "");
    assertEquals(3, UUID.fromString(serialNumber).version(), "made of a name, not random");
  }

  private JsonObject component(Dependency library) {
    List<JsonObject> found = new ArrayList<>();
    for (Object each : sbom.getJsonArray("components")) {
      JsonObject component = (JsonObject) each;
      if (library.group().equals(component.getString("group"))
          && library.artifact().equals(component.getString("name"))) {
        found.add(component);
      }
    }
    assertEquals(1, found.size(), library::toString);
    return found.get(0);
  }

  private static List<String> licenses(JsonObject component) {
    return component.getJsonArray("licenses").stream()
        .map(each -> ((JsonObject) each).getJsonObject("license"))
        .map(license -> license.getString("id", license.getString("name")))
        .toList();
  }
}
