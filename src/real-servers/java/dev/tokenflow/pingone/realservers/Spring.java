package dev.tokenflow.pingone.realservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Spring Authorization Server on a free port of 127.0.0.1, configured by {@code
 * src/real-servers/spring}. It runs in a separate process, so that its libraries cannot conflict
 * with ours.
 */
final class Spring {
  private static final Path HOME = Path.of(System.getProperty("spring.home"));

  private final ServerProcess process;
  private final String url;

  private Spring(ServerProcess process, String url) {
    this.process = process;
    this.url = url;
  }

  static Spring start() throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--class-path",
            Files.readString(HOME.resolve("classpath")),
            "dev.tokenflow.pingone.realservers.spring.SpringAuthorizationServer");
    ServerProcess process =
        ServerProcess.start(
            command,
            HOME.resolveSibling("spring.log"),
            Pattern.compile("Tomcat started on port (\\d+)"));
    return new Spring(process, "http://127.0.0.1:" + process.ready());
  }

  RealServer server() throws IOException {
    return RealServer.of(url);
  }

  void stop() throws InterruptedException {
    process.stop();
  }
}
