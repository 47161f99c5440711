package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.log.CapturedLog;
import dev.tokenflow.pingone.proxy.ConnectProxy;
import dev.tokenflow.pingone.proxy.SocksProxy;
import dev.tokenflow.pingone.sandbox.Misbehaviour;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sign-on over https through a proxy, which alone knows where the host is. */
class ProxiedSignOnTest {
  private static final String PASSWORD = "pr0xy-pass:word";
  private static final String BASE64 = "cm9ib3Q6cHIweHktcGFzczp3b3Jk";

  @TempDir static Path folder;

  private static Certificates certificates;

  @RegisterExtension final Live live = new Live();

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificates = Certificates.makeIn(folder, "dns:pingone.test");
  }

  @Test
  void signsOnThroughHttpProxyWithoutShowingItsPassword() throws Exception {
    ConnectProxy proxy = ConnectProxy.start(live.vertx(), ConnectProxy.withCredentials(BASE64));
    StringBuilder output = new StringBuilder();
    try (CapturedLog log = CapturedLog.from(Level.ALL)) {
      live.deploy(configuration(proxy(proxy.port()).put("password", PASSWORD)));
      output.append(await(live.signOnAlice()).getString("outcome"));

      live.deploy(
          configuration(proxy(proxy.port()).put("password", PASSWORD + "?"))
              .put("address", "wrong"));
      output.append(
          assertFails(
                  live.request("wrong.sign-on", Live.alice()), 500, "configuration", "authorize")
              .encode());
      output.append(log.text());
    }

    assertTrue(output.indexOf("requires other credentials (407): set proxy.username") > 0);
    for (String secret : List.of(PASSWORD, BASE64.substring(0, BASE64.length() - 4))) {
      assertFalse(output.indexOf(secret) >= 0, secret);
    }
  }

  @Test
  void signsOnThroughSocksProxy() throws Exception {
    SocksProxy proxy = SocksProxy.start(live.vertx(), "robot:" + PASSWORD, 0);
    live.deploy(configuration(proxy(proxy.port()).put("type", "SOCKS5").put("password", PASSWORD)));

    assertEquals("tokens", await(live.signOnAlice()).getString("outcome"));
    assertEquals("pingone.test", proxy.seen().get(0));
  }

  @Test
  void signsOnThroughProxyOfTheJvm() throws Exception {
    ConnectProxy proxy = ConnectProxy.start(live.vertx(), ConnectProxy.TUNNEL);
    System.setProperty("https.proxyHost", "127.0.0.1");
    System.setProperty("https.proxyPort", "" + proxy.port());
    try {
      live.deploy(configuration("system"));
    } finally {
      System.clearProperty("https.proxyHost");
      System.clearProperty("https.proxyPort");
    }

    assertEquals("tokens", await(live.signOnAlice()).getString("outcome"));
    assertFalse(proxy.heads().isEmpty());
  }

  private static JsonObject proxy(int port) {
    return new JsonObject().put("host", "127.0.0.1").put("port", port).put("username", "robot");
  }

  private JsonObject configuration(Object proxy) {
    return live.sandbox(
            options()
                .setHost("pingone.test")
                .setCertificate(
                    new PemKeyCertOptions()
                        .setKeyPath(certificates.key().toString())
                        .setCertPath(certificates.certificate().toString())),
            Misbehaviour.NONE)
        .verticleConfiguration()
        .put("trustedCertificates", certificates.certificate().toString())
        .put("proxy", proxy);
  }
}
