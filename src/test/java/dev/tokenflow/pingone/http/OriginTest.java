package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.Test;
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
    "https://auth.pingone.eu/flows/1, /flows/1",
    "https://auth.pingone.eu:443/flows/1, /flows/1",
    "HTTPS://AUTH.PINGONE.EU/Flows/1, /Flows/1",
    "/flows/1, /flows/1",
    "/as/resume?flowId=a%20b&x=%C3%A9, /as/resume?flowId=a%20b&x=%C3%A9",
    "/as/resume#top, /as/resume",
    "https://auth.pingone.eu/as/resume?flowId=1&x=%C3%A9#top, /as/resume?flowId=1&x=%C3%A9",
    "https://auth.pingone.eu/, /",
    "/, /"
  })
  void linkToTheSameOriginBecomesPathAndQuery(String link, String target) {
    assertEquals(target, PINGONE.requestTarget(link));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://auth.pingone.eu/flows/1",
        "http://auth.pingone.eu:443/flows/1",
        "https://auth.pingone.com/flows/1",
        "https://auth.pingone.eu.evil.example/flows/1",
        "https://evil.example/auth.pingone.eu",
        "https://auth.pingone.eu:8443/flows/1",
        "//evil.example/flows/1",
        "//auth.pingone.eu/flows/1",
        "https://auth.pingone.eu@evil.example/flows/1",
        "https://evil.example@auth.pingone.eu/flows/1",
        "https://@auth.pingone.eu/flows/1",
        "//somebody:s3cret@auth.pingone.eu/flows/1",
        "ftp://auth.pingone.eu/flows/1",
        "javascript:alert(1)",
        "https:/flows/1",
        "https:///flows/1"
      })
  void linkElsewhereIsRefused(String link) {
    assertRefused(link);
  }

  @ParameterizedTest
  @ValueSource(strings = {"flows/1", "./flows/1", "../flows/1", "?flowId=1", "#top", "", "https:"})
  void linkWithoutAnAbsolutePathIsRefused(String link) {
    assertRefused(link);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://auth.pingone.eu\\@evil.example/",
        "\\\\evil.example",
        "/flows/1 HTTP/1.1\r\nHost: evil.example",
        "/flows/1\n",
        "/flows/<script>",
        "/flows/%",
        "https://auth.pingone.eu/flows/1 HTTP/1.1",
        "https://auth.pingone.eu/flows/é|",
        "https://auth.pingone.eu:port/flows",
        "http://[::1/flows"
      })
  void whatIsNoUriIsRefused(String link) {
    assertRefused(link);
  }

  @Test
  void refusalShowsNothingOfTheLinkButItsOrigin() {
    IllegalArgumentException refused =
        assertRefused("https://somebody:s3cret@evil.example/s3cret?code=s3cret");

    assertEquals(
        "a link to another origin: https://evil.example:443 instead of"
            + " https://auth.pingone.eu:443",
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret", "/s3cret s3cret", "s3cret:s3cret", "https://[s3cret/"})
  void refusalOfAnyOtherLinkShowsNothingOfIt(String link) {
    IllegalArgumentException refused = assertRefused(link);

    assertFalse(refused.toString().contains("s3cret"), refused::toString);
    assertNull(refused.getCause());
  }

  private static IllegalArgumentException assertRefused(String link) {
    return assertThrows(IllegalArgumentException.class, () -> PINGONE.requestTarget(link));
  }
}
