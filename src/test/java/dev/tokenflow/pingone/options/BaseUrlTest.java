package dev.tokenflow.pingone.options;

import static dev.tokenflow.pingone.options.Loading.minimal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
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
            "https://auth.example.com/as/par"),
        endpointsAt("https://auth.example.com"));
  }

  @Test
  void prefersBaseUrlToEnvironment() throws Exception {
    PingOneOptions options =
        LOADING.load(minimal().put("region", "EU").put("baseUrl", "https://auth.example.com"));

    assertEquals(Endpoints.of("https://auth.example.com"), options.endpoints());
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://auth.example.com/", "https://auth.example.com///"})
  void dropsTrailingSlashes(String url) throws Exception {
    assertEquals(Endpoints.of("https://auth.example.com"), endpointsAt(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "http://LOCALHOST:8440/sandbox",
        "http://127.0.0.1:8440",
        "http://127.1.2.3",
        "http://[::1]:8440"
      })
  void acceptsHttpToLoopback(String url) throws Exception {
    assertEquals(Endpoints.of(url), endpointsAt(url));
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
        ""
      })
  void rejectsAnythingButBareHttpsUrl(String url) {
    assertRejected(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123",
        "01234567-89ab-cdef-0123-456789abcdeg",
        "01234567-89ab-cdef-0123-456789abcdef/..",
        "01234567-89ab-cdef-0123-456789abcdef\n"
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
