package dev.tokenflow.pingone.options;

import static dev.tokenflow.pingone.options.Loading.minimal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tokenflow.pingone.options.ProxySettings.Credentials;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The key {@code proxy}. */
class ProxyKeyTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HTTPS_PROXY", "http://robot:s3cret@system.test:3128",
          "NO_PROXY", "example.com",
          "PROXY_PASSWORD", "s3cret");

  @RegisterExtension static final Loading LOADING = new Loading();

  @ParameterizedTest
  @CsvSource({
    "{}, system.test:3128",
    "{'proxy': 'system'}, system.test:3128",
    "{'proxy': 'none'},",
    "{'baseUrl': 'https://auth.example.com'},",
    "{'baseUrl': 'http://localhost:8080'},",
    "'{\"proxy\": {\"host\": \" proxy.test \", \"port\": 8080}}', proxy.test:8080",
    "'{\"proxy.host\": \"[::1]\", \"proxy.port\": 8080}', [::1]:8080"
  })
  void choosesProxy(String change, String address) throws Exception {
    ProxySettings proxy =
        LOADING
            .load(minimal().mergeIn(new JsonObject(change.replace('\'', '"'))), ENVIRONMENT)
            .proxy();

    assertEquals(address, proxy == null ? null : proxy.address());
  }

  @Test
  void hasNoProxyByDefault() throws Exception {
    assertNull(LOADING.load(minimal()).proxy());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP", "SOCKS4", "SOCKS5"})
  void readsEveryType(ProxySettings.Type type) throws Exception {
    assertEquals(
        new ProxySettings(type, "proxy.test", 3128, new Credentials("robot", ""), DirectHosts.NONE),
        LOADING
            .load(minimal().put("proxy", proxy().put("type", type.name()).put("username", "robot")))
            .proxy());
  }

  @Test
  void readsPasswordFromEachPlace(@TempDir Path folder) throws Exception {
    String file = Files.writeString(folder.resolve("password"), "s3cret\n").toString();
    JsonObject user = proxy().put("username", "robot").put("passwordFile", "");

    for (JsonObject proxy :
        List.of(
            user.copy().put("password", "s3cret"),
            user.copy().put("passwordFile", file),
            user.copy().put("passwordEnv", "PROXY_PASSWORD"))) {
      PingOneOptions options = LOADING.load(minimal().put("proxy", proxy), ENVIRONMENT);

      assertEquals(new Credentials("robot", "s3cret"), options.proxy().credentials());
      assertFalse(options.toString().contains("s3cret"), options::toString);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "^direct^ | proxy: is \"direct\", expected \"system\", \"none\", or a JSON object with host"
            + " and port",
        "^http://robot:s3cret@proxy.test^ | proxy: is \"http://***@proxy.test\", expected \"system\","
            + " \"none\", or a JSON object with host and port",
        "{'host': 'proxy.test'} | proxy.port: missing, expected a whole number from 1 to 65535",
        "{'port': 3128} | proxy.host: missing, expected a host name or an IP address, without scheme"
            + " and port",
        "{'host': 'https://robot:s3cret@proxy.test', 'port': 3128} | proxy.host: is"
            + " \"https://***@proxy.test\", expected a host name or an IP address, without scheme and"
            + " port",
        "{'host': 'proxy.test:3128', 'port': 3128} | proxy.host: is \"proxy.test:3128\", expected a"
            + " host name or an IP address, without scheme and port",
        "{'host': 'proxy.test', 'port': 3128, 'type': 'HTTPS'} | proxy.type: is \"HTTPS\", expected"
            + " one of HTTP, SOCKS4, SOCKS5",
        "{'host': 'proxy.test', 'port': 3128, 'user': 's3cret'} | proxy.user: unknown key",
        "{'host': 'proxy.test', 'port': 3128, 'password': 's3cret'} | proxy.password: is given"
            + " without proxy.username, expected both or neither",
        "{'host': 'proxy.test', 'port': 3128, 'username': 'r', 'password': 's3cret', 'passwordEnv':"
            + " 'X'} | proxy.password: is given together with proxy.passwordEnv, expected only one of"
            + " them",
        "{'host': 'proxy.test', 'port': 3128, 'username': 'r', 'passwordEnv': 'X'} |"
            + " proxy.passwordEnv: the variable is empty or missing, expected the password at the"
            + " proxy in it",
        "{'host': 'proxy.test', 'port': 3128, 'username': 'r:x', 'password': 's3cret'} | proxy: its"
            + " user name contains a colon",
        "{'host': 'proxy.test', 'port': 3128, 'type': 'SOCKS4', 'username': 'r', 'password':"
            + " 's3cret'} | proxy.password: is given for a SOCKS4 proxy, which takes no password"
      })
  void namesFault(String proxy, String fault) {
    JsonObject change =
        new JsonObject("{\"proxy\": " + proxy.replace('^', '"').replace('\'', '"') + "}");

    assertEquals(List.of(fault), LOADING.faults(minimal().mergeIn(change)));
  }

  @Test
  void rejectsValueBesideInnerKeys() {
    assertEquals(
        List.of(
            "proxy: is given together with proxy.host, expected only one of them",
            "proxy.port: missing, expected a whole number from 1 to 65535"),
        LOADING.faults(minimal().put("proxy", "none").put("proxy.host", "proxy.test")));
  }

  @Test
  void rejectsTlsToProxyOfEnvironment() {
    assertEquals(
        List.of(
            "proxy: the environment variable HTTPS_PROXY names a proxy by an https URL, but this"
                + " client speaks no TLS with a proxy: use its http URL; or set this key to an object,"
                + " or to \"none\""),
        LOADING.faults(minimal(), Map.of("HTTPS_PROXY", "https://robot:s3cret@proxy.test:3128")));
  }

  private static JsonObject proxy() {
    return new JsonObject().put("host", "proxy.test").put("port", 3128);
  }
}
