package dev.tokenflow.pingone.realservers;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Connection;
import org.jsoup.Jsoup;

/** Keycloak on a free port of 127.0.0.1, with the realm of {@code src/real-servers/keycloak}. */
final class Keycloak {
  private static final String REALM = "tokenflow";
  private static final Path HOME = Path.of(System.getProperty("keycloak.home"));
  private static final Path REALM_FILE =
      Path.of("src", "real-servers", "keycloak", REALM + "-realm.json");
  private static final String ADMIN = "admin";
  private static final String ADMIN_PASSWORD = "looking-glass";

  private final ServerProcess process;
  private final String url;

  private Keycloak(ServerProcess process, String url) {
    this.process = process;
    this.url = url;
  }

  static Keycloak start() throws Exception {
    Path data = HOME.resolve("data");
    deleteRecursively(data);
    Path imported = Files.createDirectories(data.resolve("import"));
    Files.copy(REALM_FILE, imported.resolve(REALM_FILE.getFileName()));
    ProcessBuilder command =
        new ProcessBuilder(
            HOME.resolve("bin").resolve("kc.sh").toString(),
            "start-dev",
            "--import-realm",
            "--http-host=127.0.0.1",
            "--http-port=0");
    command
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS_APPEND",
                "-XX:TieredStopAtLevel=1",
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                ADMIN,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                ADMIN_PASSWORD));
    ServerProcess process =
        ServerProcess.start(
            command,
            HOME.resolveSibling("keycloak.log"),
            Pattern.compile("Listening on: (http://127\\.0\\.0\\.1:\\d+)"));
    return new Keycloak(process, process.ready());
  }

  RealServer server() throws IOException {
    return RealServer.of(url + "/realms/" + REALM);
  }

  /** Makes the realm sign with a new RS256 key; the old one stays in its key set. */
  void rotateSigningKey() throws IOException {
    JsonObject key =
        new JsonObject()
            .put("name", "rotated")
            .put("providerId", "rsa-generated")
            .put("providerType", "org.keycloak.keys.KeyProvider")
            .put(
                "config",
                new JsonObject()
                    .put("priority", new JsonArray(List.of("200")))
                    .put("algorithm", new JsonArray(List.of("RS256"))));
    Jsoup.connect(url + "/admin/realms/" + REALM + "/components")
        .header("Authorization", "Bearer " + adminToken())
        .header("Content-Type", "application/json")
        .requestBody(key.encode())
        .ignoreContentType(true)
        .method(Connection.Method.POST)
        .execute();
  }

  private String adminToken() throws IOException {
    String tokens =
        Jsoup.connect(url + "/realms/master/protocol/openid-connect/token")
            .data("grant_type", "password")
            .data("client_id", "admin-cli")
            .data("username", ADMIN)
            .data("password", ADMIN_PASSWORD)
            .ignoreContentType(true)
            .method(Connection.Method.POST)
            .execute()
            .body();
    return new JsonObject(tokens).getString("access_token");
  }

  private static void deleteRecursively(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> found = Files.walk(directory)) {
        for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  void stop() throws InterruptedException {
    process.stop();
  }
}
