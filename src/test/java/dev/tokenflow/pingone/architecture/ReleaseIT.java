package dev.tokenflow.pingone.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a release has besides, with the profile {@code release}. */
@Tag("release")
class ReleaseIT {

  @Test
  void sourcesAreThoseOfTheLibrary() throws IOException {
    try (ZipFile sources = open("sources")) {
      assertTrue(has(sources, "dev/tokenflow/pingone/PingOneVerticle.java"));
      assertTrue(has(sources, "dev/tokenflow/pingone/options/pingone.schema.json"));
      assertTrue(has(sources, "META-INF/LICENSE"));
      assertFalse(has(sources, "dev/tokenflow/pingone/sandbox/Sandbox.java"));
    }
  }

  @Test
  void javadocIsThatOfTheExportedPackages() throws IOException {
    String module = "dev.tokenflow.pingone/dev/tokenflow/pingone/";
    try (ZipFile javadoc = open("javadoc")) {
      assertTrue(has(javadoc, module + "PingOneTokens.html"));
      assertTrue(has(javadoc, module + "message/Tokens.html"));
      assertTrue(has(javadoc, module + "options/PingOneOptions.html"));
      assertFalse(has(javadoc, module + "http/Transport.html"));
    }
  }

  private static ZipFile open(String classifier) throws IOException {
    return new ZipFile(Path.of("target", "vertx-pingone-tokens-" + classifier + ".jar").toFile());
  }

  private static boolean has(ZipFile jar, String entry) {
    return jar.getEntry(entry) != null;
  }
}
