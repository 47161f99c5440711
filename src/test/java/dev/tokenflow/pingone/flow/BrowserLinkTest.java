package dev.tokenflow.pingone.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserLinkTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'_embedded':{'identityProvider':{'_links':{'authenticate':{'href':'https://a/'}}}}}",
        "{'_embedded':{'identityProvider':{'_links':{'authenticate':[{'href':'https://a/'}]}}}}",
        "{'_links':{'authenticate':{'href':'https://a/'}}}",
        "{'_links':{'authenticate':[{'href':'https://a/'}]},'_embedded':[]}"
      })
  void findsTheLinkToAuthenticate(String flow) {
    assertEquals("https://a/", BrowserLink.in(new JsonObject(flow.replace('\'', '"'))));
  }

  @Test
  void findsNoneAmongOtherLinks() {
    assertNull(
        BrowserLink.in(
            new JsonObject().put("_links", new JsonObject().put("authenticate", "https://a/"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.example/x?y=z", "HTTPS://a.example", "http://127.0.0.1:8080/"})
  void acceptsHttpsAndThisMachine(String link) {
    assertEquals(link, BrowserLink.checked(link));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "http://a.example/",
        "https://me:pw@a.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "/relative",
        "//a.example/",
        "https:///nohost",
        "https://a b/",
        "https://a.example/\u202egro.elpmaxe",
        "https://\u0430.example/",
        "https://a.example/\r\nSet-Cookie: a=b",
        "https://a.example\\@b.example/",
        "https://a.example@b.example/",
        "https://@a.example/",
        "http://127.0.0.1.b.example/",
        "http://localhost.b.example/",
        "http://2130706433/",
        "http://[::1].b.example/",
        "ftp://127.0.0.1/",
        "https:a.example",
        "https:/a.example",
        " https://a.example",
        ""
      })
  void refusesEverythingElse(String link) {
    assertNull(BrowserLink.checked(link));
  }
}
