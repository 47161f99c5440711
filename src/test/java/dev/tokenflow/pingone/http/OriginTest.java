package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
  private static final Origin PINGONE = Origin.of(URI.create("https://auth.pingone.eu/an-id"));

  @ParameterizedTest
  @CsvSource({
    "https://auth.pingone.eu/an-id, https://auth.pingone.eu:443",
    "HTTPS://AUTH.PingOne.eu, https://auth.pingone.eu:443",
    "http://localhost, http://localhost:80",
    "http://127.0.0.1:8440/sandbox, http://127.0.0.1:8440"
  })
  void originIsSchemeHostAndPort(URI uri, String origin) {
    assertEquals(origin, Origin.of(uri).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://auth.pingone.eu", "/as", "//auth.pingone.eu", "https:as"})
  void uriWithoutAnHttpOriginIsRefused(String uri) {
    assertThrows(IllegalArgumentException.class, () -> Origin.of(URI.create(uri)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://auth.pingone.eu/flows, /flows",
    "https://auth.pingone.eu:443/flows, /flows",
    "HTTPS://AUTH.PINGONE.EU/Flows, /Flows",
    "https://auth.pingone.eu/as?x=%C3%A9, /as?x=%C3%A9"
  })
  void requestTargetIsPathAndQuery(String url, String target) {
    assertEquals(target, PINGONE.requestTarget(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://auth.pingone.eu/flows",
        "https://auth.pingone.com/flows",
        "https://auth.pingone.eu:8443/flows",
        "/flows"
      })
  void endpointAtAnotherOriginIsRefused(String url) {
    assertThrows(IllegalArgumentException.class, () -> PINGONE.requestTarget(url));
  }
}
