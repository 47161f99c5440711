package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command that begins the page about login pages. */
@Tag("process")
@Timeout(300)
class LoginCommandIT {

  @Test
  void goalServesTheLoginPagesWithoutArguments() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
    command.add("-q");
    if (System.getProperty("maven.mode").endsWith("true")) {
      command.add("-o");
    }
    command.add("-Dmaven.repo.local=" + System.getProperty("maven.repository"));
    // Without "compile": this build has done that.
    command.add("exec:java@login");
    Process maven = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader output = maven.inputReader(StandardCharsets.UTF_8)) {
      List<String> said = new ArrayList<>();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said.add(line);
        // On a machine where something else listens there, it says that.
        if (line.contains("Login pages at http://localhost:8080") || line.contains("port 8080")) {
          return;
        }
      }
      fail(String.join("\n", said));
    } finally {
      maven.descendants().forEach(ProcessHandle::destroy);
      maven.destroy();
    }
  }
}
