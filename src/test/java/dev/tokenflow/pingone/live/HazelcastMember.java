package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hazelcast.config.Config;
import dev.tokenflow.pingone.documentation.Page;
import dev.tokenflow.pingone.live.ClusterManagers.Member;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** A member of a cluster by Hazelcast, configured by the code of the page on clusters. */
final class HazelcastMember {
  private static final String NAME = "ClosedHazelcast";
  private static final List<Integer> PORTS = List.of(25801, 25802, 25803);

  private HazelcastMember() {}

  static Member join(String cluster) {
    int port = PORTS.stream().filter(HazelcastMember::isFree).findFirst().orElseThrow();
    return Member.of(new HazelcastClusterManager(config(cluster, port)), () -> {});
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static Config config(String cluster, int port) {
    List<String> members = PORTS.stream().map(each -> "127.0.0.1:" + each).toList();
    try (URLClassLoader documented = new URLClassLoader(new URL[] {compiled().toUri().toURL()})) {
      return (Config)
          documented
              .loadClass(NAME)
              .getMethod("config", String.class, String.class, int.class, List.class)
              .invoke(null, cluster, "127.0.0.1", port, members);
    } catch (IOException | ReflectiveOperationException fault) {
      throw new AssertionError(fault);
    }
  }

  private static Path compiled() throws IOException {
    Path folder = Files.createTempDirectory("hazelcast");
    Path source = folder.resolve(NAME + ".java");
    Files.writeString(
        source,
        Page.blocks("java").stream()
            .map(Page.Block::text)
            .filter(text -> text.contains("public class " + NAME + " {"))
            .findFirst()
            .orElseThrow());
    int faults =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "-d",
                folder.toString(),
                source.toString());
    assertEquals(0, faults);
    return folder;
  }
}
