package dev.tokenflow.pingone.options;

import static dev.tokenflow.pingone.options.Loading.minimal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PingOne's endpoints, from environment and region or from a URL. */
class BaseUrlTest {
  @RegisterExtension static final Loading LOADING = new Loading();

  @ParameterizedTest
  @CsvSource({"NA, com", "CA, ca", "EU, eu", "AU, com.au", "SG, sg", "AP, asia"})
  void derivesTopLevelDomainFromRegion(String region, String domain) throws Exception {
    PingOneOptions options = LOADING.load(minimal().put("region", region));

    assertEquals(
        Endpoints.of("https://auth.pingone." + domain + "/" + Loading.ENVIRONMENT),
        options.endpoints());
  }

  @Test
  void rejectsUnknownRegionAndNamesKnownOnes() {
    assertEquals(
        List.of("region: is \"eu\", expected one of NA, CA, EU, AU, SG, AP"),
        LOADING.faults(minimal().put("region", "eu")));
  }

  @Test
  void appendsEndpointsToBaseUrl() throws Exception {
    assertEquals(
        new Endpoints(
            "https://auth.example.com/as",
            "https://auth.example.com/as/authorize",
            "https://auth.example.com/flows",
            "https://auth.example.com/as/resume",
            "https://auth.example.com/as/token",
            "https://auth.example.com/as/jwks",
            "https://auth.example.com/as/introspect",
            "https://auth.example.com/as/revoke",
            "https://auth.example.com/as/userinfo",
            "https://auth.example.com/as/par",
            "https://auth.example.com/as/idpSignoff"),
        endpointsAt("https://auth.example.com"));
  }

  @Test
  void prefersBaseUrlToEnvironment() throws Exception {
    PingOneOptions options =
        LOADING.load(minimal().put("region", "EU").put("baseUrl", "https://auth.example.com"));

    assertEquals(Endpoints.of("https://auth.example.com"), options.endpoints());
  }

  @ParameterizedTest
  @CsvSource({
    "https://auth.example.com/, https://auth.example.com",
    "https://auth.example.com///, https://auth.example.com",
    "HTTPS://Auth.EXAMPLE.com, https://auth.example.com",
    "https://auth.example.com:443, https://auth.example.com",
    "https://auth.example.com:0443/, https://auth.example.com",
    "https://auth.example.com:, https://auth.example.com",
    "https://auth.example.com:80, https://auth.example.com:80",
    "https://auth.example.com:8443/, https://auth.example.com:8443",
    "https://auth.example.com/Some/Path//, https://auth.example.com/Some/Path",
    "' https://auth.example.com\t', https://auth.example.com",
    "https://192.0.2.1:443, https://192.0.2.1",
    "https://[2001:DB8::1]:443/x, https://[2001:db8::1]/x",
    "http://LOCALHOST:80/, http://localhost",
    "http://localhost:443/, http://localhost:443",
    "http://127.1.2.3:8440/sandbox, http://127.1.2.3:8440/sandbox",
    "http://[::1]:8440, http://[::1]:8440",
    "http://[0:0:0:0:0:0:0:1], http://[0:0:0:0:0:0:0:1]"
  })
  void takesUrlInItsNormalForm(String url, String normal) throws Exception {
    assertEquals(normal + "/as", endpointsAt(url).issuer());
    assertEquals(normal + "/flows", endpointsAt(url).flows());
    assertEquals(endpointsAt(url), Endpoints.of(url));
  }

  @Test
  void writesEnvironmentIdInLowerCase() throws Exception {
    String upper = Loading.ENVIRONMENT.toUpperCase(Locale.ROOT);

    assertEquals(
        "https://auth.pingone.com/" + Loading.ENVIRONMENT + "/as",
        LOADING.load(minimal().put("environmentId", upper)).endpoints().issuer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://my_host.example.com|its host \"my_host.example.com\" contains an underscore,"
            + " use a name of letters, digits, \"-\" and \".\"",
        "https://my_host.example.com:8443/x|its host \"my_host.example.com\" contains an"
            + " underscore, use a name of letters, digits, \"-\" and \".\"",
        "https://Bücher.example|its host \"Bücher.example\" is not ASCII,"
            + " write \"xn--bcher-kva.example\"",
        "https://straße.example|its host \"straße.example\" is not ASCII,"
            + " write it in punycode (\"xn--…\")",
        "https://auth.example.com.:443/|its host \"auth.example.com.\" ends with a dot,"
            + " write \"auth.example.com\"",
        "https://::1/as|an IPv6 address is written in brackets, \"[::1]\"",
        "https://auth.example.com:99999|its port \"99999\" is not a number from 1 to 65535",
        "https://auth.example.com:0|its port \"0\" is not a number from 1 to 65535",
        "https://auth.example.com:https|its port \"https\" is not a number from 1 to 65535",
        "https://[::1]:65536|its port \"65536\" is not a number from 1 to 65535",
        "https://a..example|its host \"a..example\" is neither a host name nor an IP address",
        "https://-a.example|its host \"-a.example\" is neither a host name nor an IP address",
        "https://192.0.2.256|its host \"192.0.2.256\" is neither a host name nor an IP address"
      })
  void saysWhatIsWrongWithHostOrPort(String url, String reason) {
    assertEquals(
        List.of(
            "baseUrl: is \""
                + url
                + "\", expected an https URL without query and fragment"
                + " (http to a loopback host only): "
                + reason),
        LOADING.faults(minimal().put("baseUrl", url)));
  }

  @Test
  void endpointsRejectWhatConfigurationRejects() {
    assertThrows(IllegalArgumentException.class, () -> Endpoints.of("http://auth.example.com"));
    assertThrows(IllegalArgumentException.class, () -> Endpoints.of("https://a_b.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://auth.example.com",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://evil.example/localhost",
        "http://localhost@evil.example",
        "http://127.0.0.1@evil.example",
        "http://10.0.0.1",
        "http://128.0.0.1",
        "http://0.0.0.0",
        "http://[::2]",
        "http://[::ffff:10.0.0.1]"
      })
  void rejectsHttpToOtherHosts(String url) {
    assertRejected(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://auth.example.com?tenant=1",
        "https://auth.example.com/?",
        "https://auth.example.com#top",
        "https://auth.example.com/#",
        "https://somebody@auth.example.com",
        "https://@auth.example.com",
        "ftp://auth.example.com",
        "auth.example.com",
        "//auth.example.com",
        "https:auth.example.com",
        "https:///as",
        "https://auth.example.com:port",
        "https://auth example.com",
        "https://[::zz]",
        "https://auth.example.com/b\u00fccher",
        "https://auth.example.com/\ud83d",
        "https:\\\\auth.example.com"
      })
  void rejectsAnythingButBareHttpsUrl(String url) {
    assertRejected(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123",
        "01234567-89ab-cdef-0123-456789abcdeg",
        "01234567-89ab-cdef-0123-456789abcdef/..",
        "01234567-89ab-cdef-0123-456789abcdef\n."
      })
  void rejectsEnvironmentIdThatIsNotUuid(String id) {
    assertEquals(
        List.of("environmentId: is \"" + id + "\", expected the environment's UUID"),
        LOADING.faults(minimal().put("environmentId", id)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://somebody:pass/word@auth.example.com",
        "https://some@body:password@auth.example.com",
        "somebody:password@auth.example.com",
        "https:somebody:password@auth.example.com"
      })
  void doesNotShowUserInfoOfMalformedUrl(String url) {
    List<String> faults = LOADING.faults(minimal().put("baseUrl", url));

    assertEquals(1, faults.size(), faults::toString);
    assertTrue(faults.get(0).contains("***@auth.example.com\""), faults::toString);
    assertFalse(faults.get(0).contains("pass"), faults::toString);
    assertFalse(faults.get(0).contains("body"), faults::toString);
  }

  @Test
  void requiresEnvironmentOrUrl() {
    JsonObject configuration = minimal();
    configuration.remove("environmentId");

    assertEquals(
        List.of("environmentId: missing, expected the environment's UUID (or set baseUrl)"),
        LOADING.faults(configuration));
    assertEquals(
        List.of("environmentId: is \" \", expected the environment's UUID"),
        LOADING.faults(configuration.put("environmentId", " ").put("baseUrl", "")));
  }

  private static Endpoints endpointsAt(String url) throws Exception {
    JsonObject configuration = minimal().put("baseUrl", url);
    configuration.remove("environmentId");
    return LOADING.load(configuration).endpoints();
  }

  private static void assertRejected(String url) {
    List<String> faults = LOADING.faults(minimal().put("baseUrl", url));

    assertEquals(1, faults.size(), faults::toString);
    // The password of a URL is not shown.
    String shown = url.replaceFirst("//.*@", "//***@");
    assertTrue(
        faults.get(0).startsWith("baseUrl: is \"" + shown + "\", expected an https URL"),
        faults::toString);
  }
}
