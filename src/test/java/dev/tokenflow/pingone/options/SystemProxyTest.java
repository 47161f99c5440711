package dev.tokenflow.pingone.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenflow.pingone.options.ProxySettings.Credentials;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemProxyTest {
  private static final String HOST = "auth.pingone.eu";

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();

  @ParameterizedTest
  @CsvSource({
    "http://proxy.test:3128, HTTP, proxy.test, 3128",
    "http://proxy.test:3128/, HTTP, proxy.test, 3128",
    "HTTP://proxy.test, HTTP, proxy.test, 80",
    "' proxy.test:3128 ', HTTP, proxy.test, 3128",
    "proxy.test, HTTP, proxy.test, 80",
    "my_proxy:3128, HTTP, my_proxy, 3128",
    "http://192.0.2.1:3128, HTTP, 192.0.2.1, 3128",
    "http://[2001:db8::1]:3128, HTTP, 2001:db8::1, 3128",
    "socks5://proxy.test, SOCKS5, proxy.test, 1080",
    "socks5h://proxy.test:9, SOCKS5, proxy.test, 9",
    "socks4a://proxy.test, SOCKS4, proxy.test, 1080"
  })
  void readsUrl(String url, ProxySettings.Type type, String host, int port) {
    variables.put("HTTPS_PROXY", url);

    assertEquals(new ProxySettings(type, host, port, null, DirectHosts.NONE), find());
  }

  @ParameterizedTest
  @CsvSource({
    "http://robot:s3cret@proxy.test:3128, robot, s3cret",
    "robot:s3cret@proxy.test:3128, robot, s3cret",
    "http://robot@proxy.test:3128, robot, ''",
    "http://robot:@proxy.test:3128, robot, ''",
    "http://robot:s3:c@r/e+t@proxy.test:3128, robot, s3:c@r/e+t",
    "http://r%40bot:100%25%C3%A4@proxy.test:3128, r@bot, 100%ä",
    "http://robot:100%@proxy.test:3128, robot, 100%"
  })
  void takesUserInfoAsCredentials(String url, String username, String password) {
    variables.put("https_proxy", url);

    ProxySettings proxy = find();

    assertEquals(new Credentials(username, password), proxy.credentials());
    assertEquals("proxy.test:3128", proxy.address());
  }

  @Test
  void prefersJvmThenUpperCase() {
    variables.put("https_proxy", "http://lower.test");
    assertEquals("lower.test:80", find().address());

    variables.put("HTTPS_PROXY", "");
    assertEquals("lower.test:80", find().address());

    variables.put("HTTPS_PROXY", "http://upper.test");
    assertEquals("upper.test:80", find().address());

    properties.put("https.proxyHost", "jvm.test");
    assertEquals("jvm.test:443", find().address());

    properties.put("https.proxyPort", "3128");
    assertEquals("jvm.test:3128", find().address());
  }

  @Test
  void leavesOutHostsThatTheSourceNames() {
    assertNull(find());

    variables.put("HTTPS_PROXY", "https://not-even-read.test");
    variables.put("no_proxy", "pingone.eu");
    assertNull(find());

    // Each source has its own list.
    properties.put("https.proxyHost", "jvm.test");
    assertEquals("jvm.test:443", find().address());
    properties.put("http.nonProxyHosts", "*.pingone.eu");
    assertNull(find());
  }

  @ParameterizedTest
  @CsvSource({"localhost", "127.0.0.1", "127.9.9.9", "[::1]", "LOCALHOST"})
  void neverStandsBeforeLoopbackHosts(String host) {
    variables.put("HTTPS_PROXY", "https://not-even-read.test");

    assertNull(system().find(host, 443));
  }

  @ParameterizedTest
  @CsvSource({
    "https://robot:s3cret@proxy.test:3128, 'names a proxy by an https URL, but this client speaks no"
        + " TLS with a proxy: use its http URL'",
    "HTTPS://proxy.test, 'names a proxy by an https URL, but this client speaks no TLS with a proxy:"
        + " use its http URL'",
    "ftp://robot:s3cret@proxy.test, 'is a URL with another scheme than http, socks4, socks5'",
    "http://robot:s3cret@proxy.test:0, has a port that is not a number from 1 to 65535",
    "http://robot:s3cret@proxy.test:70000, has a port that is not a number from 1 to 65535",
    "http://robot:s3cret@pro xy, 'is not the URL of a proxy, such as http://proxy.example.com:3128'",
    "http://robot:s3cret@proxy.test:s3cret, 'is not the URL of a proxy, such as"
        + " http://proxy.example.com:3128'",
    "http://robot:s3cret%0A@proxy.test, names a proxy whose user name or password contains a control"
        + " character",
    "http://ro%3Abot:s3cret@proxy.test, names a proxy whose user name contains a colon",
    "socks5://robot:s3cretä@proxy.test, 'names a proxy whose user name or password is not ASCII, or"
        + " longer than 255 characters'"
  })
  void namesSourceOfUnusableUrl(String url, String fault) {
    variables.put("https_proxy", url);

    assertEquals(
        "the environment variable https_proxy " + fault,
        assertThrows(IllegalArgumentException.class, this::find).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "https://proxy.test, 443, 'https.proxyHost is not a host name or an IP address, without scheme and"
        + " port'",
    "proxy.test, many, https.proxyPort has a port that is not a number from 1 to 65535"
  })
  void namesUnusableProperty(String host, String port, String fault) {
    properties.put("https.proxyHost", host);
    properties.put("https.proxyPort", port);

    assertEquals(
        "the system property " + fault,
        assertThrows(IllegalArgumentException.class, this::find).getMessage());
  }

  private ProxySettings find() {
    return system().find(HOST, 443);
  }

  private SystemProxy system() {
    return new SystemProxy(properties::get, variables::get);
  }
}
