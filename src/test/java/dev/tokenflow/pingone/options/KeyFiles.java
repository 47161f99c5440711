package dev.tokenflow.pingone.options;

import java.nio.file.Path;

/** Key files that openssl made, which protect nothing. */
final class KeyFiles {
  private static final Path FOLDER =
      Path.of("src/test/resources/dev/tokenflow/pingone/options/keys");

  private KeyFiles() {}

  static Path path(String name) {
    return FOLDER.resolve(name + ".pem");
  }
}
