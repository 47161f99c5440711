package dev.tokenflow.pingone.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The runnable jar as it was packaged. */
final class AppJar {
  private AppJar() {}

  /** The command line that runs it, in this JVM's version. More arguments may be added. */
  static List<String> command(List<String> jvm, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-jar", Path.of("target", "vertx-pingone-tokens-app.jar").toString()));
    Collections.addAll(command, arguments);
    return command;
  }
}
