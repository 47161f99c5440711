package dev.tokenflow.pingone.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.NameServer;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.proxy.ConnectProxy;
import dev.tokenflow.pingone.proxy.SocksProxy;
import dev.tokenflow.pingone.sandbox.Misbehaviour;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxCertificate;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SharedKey;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks against the sandbox, set up well and wrongly. */
@Timeout(120)
class ExaminationTest {
  private static final List<String> AFTER_TLS =
      List.of(
          "clock",
          "discovery",
          "key set",
          "client",
          "authorization",
          "redirect URI",
          "response mode",
          "scopes",
          "policy");

  @TempDir Path folder;

  private Vertx vertx;

  @BeforeEach
  void startVertx() {
    // A cold JVM beside other tests: its first requests load many classes.
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setMaxEventLoopExecuteTime(10)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
  }

  @AfterEach
  void closeVertx() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @Test
  void everythingIsWellOverTls() throws Exception {
    List<Finding> findings = findings(conf(options().setTls(true)), user("alice", "wonderland"));

    assertNoneFailed(findings);
    assertEquals(
        List.of("name", "connection", "TLS"), checks(findings.subList(0, 3)), findings::toString);
    assertEquals(AFTER_TLS, checks(findings.subList(3, 12)));
    assertText(findings, "TLS", "TLSv1.3, h2; certificate of \"stand-in PingOne server\"");
    assertText(findings, "key set", "1 key, 1 for RS256");
    assertText(findings, "client", "invalid_grant for a code that does not exist");
    assertText(findings, "sign-on", "tokens for openid, with a valid ID token");
  }

  @ParameterizedTest
  @CsvSource({
    "pushedAuthorization, a pushed request is accepted",
    "requestObject, 'POST authorize, signed, is accepted'"
  })
  void everythingIsWellWithOtherFormsOfTheRequest(String key, String text) throws Exception {
    SandboxOptions options =
        options()
            .setPushedAuthorizationRequired(key.equals("pushedAuthorization"))
            .setRequestObjectRequired(key.equals("requestObject"));

    List<Finding> findings = findings(conf(options).put(key, true), null);

    assertNoneFailed(findings);
    assertText(findings, "authorization", text);
  }

  @ParameterizedTest
  @CsvSource({
    "private_key_jwt, 'clientId, privateKeyFile, keyId, assertion.algorithm', Private Key JWT",
    "client_secret_basic, 'clientId, clientSecret', Client Secret Basic",
    "client_secret_post, 'clientId, clientSecret', Client Secret Post",
    "none, 'clientId, clientAuthentication', None"
  })
  void checksEveryMethodOfClientAuthentication(String method, String keys, String console)
      throws Exception {
    JsonObject conf =
        withKey(
            conf(
                options()
                    .setClientAuthentication(method)
                    .setClientKeys(Map.of("key-1", SharedKey.RSA.getPublic()))
                    .setPushedAuthorizationRequired(true)
                    .setRequestObjectRequired(!method.equals("none"))),
            method);
    conf.put("pushedAuthorization", true).put("requestObject", !method.equals("none"));

    assertNoneFailed(findings(conf, user("alice", "wonderland")));

    String other = method.equals("none") ? "client_secret_post" : "none";
    conf.put("baseUrl", conf(options().setClientAuthentication(other)).getString("baseUrl"));
    List<Finding> elsewhere = findings(conf, null);
    assertFailed(elsewhere, "client", "by " + other + " only");
    assertEquals(
        "configuration: "
            + keys
            + "; console: the application's \"Token endpoint authentication method\", which must be "
            + console,
        finding(elsewhere, "client").advice().replaceAll(", and the public key there", ""));
  }

  private JsonObject withKey(JsonObject conf, String method) throws Exception {
    if (!method.equals("private_key_jwt")) {
      return conf;
    }
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(SharedKey.RSA.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    Path file = Files.writeString(folder.resolve("key.pem"), pem);
    return conf.put("privateKeyFile", file.toString()).put("keyId", "key-1");
  }

  /** A careless server quotes the header, the body, and what it made of them. */
  @ParameterizedTest
  @CsvSource({"client_secret_basic", "client_secret_post"})
  void showsNoSecretThatIsQuoted(String method) throws Exception {
    String secret = "a secret: 100% of its octets + a few more that are long enough to be cut off";
    for (String before : List.of("", "x".repeat(120))) {
      JsonObject conf =
          conf(
              options().setClientAuthentication(method),
              request -> {
                if (!request.path().endsWith("/token")) {
                  return false;
                }
                request
                    .body()
                    .onSuccess(
                        body ->
                            request
                                .response()
                                .setStatusCode(401)
                                .end(
                                    new JsonObject()
                                        .put("error", "invalid_client")
                                        .put(
                                            "error_description",
                                            before
                                                + request.getHeader("Authorization")
                                                + secret
                                                + body.toString().replaceAll(".*secret=", ""))
                                        .encode()));
                return true;
              });

      List<Finding> findings = findings(conf.put("clientSecret", secret), null);

      assertFailed(findings, "client", "invalid_client");
      assertFalse(finding(findings, "client").text().contains("a secret"), findings::toString);
      assertFalse(finding(findings, "client").text().contains("a+secret"), findings::toString);
      assertFalse(finding(findings, "client").text().contains("Basic NW"), findings::toString);
    }
  }

  @Test
  void redirectFlowIsReadUpToItsStatus() throws Exception {
    List<Finding> findings =
        findings(conf(options().setPiFlowAllowed(false)).put("responseMode", "query"), null);

    assertNoneFailed(findings);
    assertText(findings, "response mode", "query: a redirect came");
    assertText(findings, "policy", "begins with USERNAME_PASSWORD_REQUIRED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "clientSecret; another-secret-that-the-server-has-never-seen; client; clientSecret",
        "clientId; 5a4d0000-0000-4000-8000-0000000000ff; client, authorization; clientId",
        "redirectUri; https://other.example.com/; redirect URI; Redirect URIs",
        "scope; openid nonsense; scopes; Resources",
        "responseMode; pi.flow; response mode; responseMode \"query\"",
        "pushedAuthorization; false; authorization; pushedAuthorization true",
        "requestObject; false; authorization; requestObject true"
      })
  void namesTheOnlySettingThatIsWrong(String key, String value, String failed, String advice)
      throws Exception {
    SandboxOptions options =
        options()
            .setPiFlowAllowed(!key.equals("responseMode"))
            .setPushedAuthorizationRequired(key.equals("pushedAuthorization"))
            .setRequestObjectRequired(key.equals("requestObject"));
    boolean flag = value.equals("false");

    List<Finding> findings =
        findings(conf(options).put(key, flag ? false : value), user("alice", "wonderland"));

    assertEquals(
        List.of(failed.split(", ")),
        checks(findings.stream().filter(Finding::hasFailed).toList()),
        findings::toString);
    String last = failed.substring(failed.lastIndexOf(',') + 1).strip();
    assertTrue(finding(findings, last).advice().contains(advice), findings::toString);
    assertEquals(Finding.Verdict.SKIPPED, finding(findings, "sign-on").verdict());
  }

  @Test
  void namesEachOfSeveralSettingsThatAreWrong() throws Exception {
    JsonObject conf = conf(options().setPiFlowAllowed(false)).put("scope", "openid email nonsense");

    List<Finding> findings = findings(conf, null);

    assertEquals(
        List.of("response mode", "scopes"),
        checks(findings.stream().filter(Finding::hasFailed).toList()));
    assertText(findings, "response mode", "\"query\" is accepted");
    assertText(findings, "scopes", "refused alone: \"nonsense\"");
    assertTrue(finding(findings, "redirect URI").isOk(), findings::toString);
    assertTrue(finding(findings, "policy").isOk(), findings::toString);
  }

  @Test
  void namesWrongSettingsOfPushedRequests() throws Exception {
    JsonObject conf = conf(options()).put("pushedAuthorization", true);

    List<Finding> scope = findings(conf.copy().put("scope", "openid nonsense"), null);
    assertEquals(List.of("scopes"), checks(scope.stream().filter(Finding::hasFailed).toList()));

    List<Finding> secret =
        findings(conf.put("clientSecret", "another-secret-that-is-long-enough-to-sign"), null);
    assertEquals(List.of("client"), checks(secret.stream().filter(Finding::hasFailed).toList()));
    assertEquals("needs: client", finding(secret, "authorization").text());
  }

  @Test
  void certificateThatIsNotTrustedIsShown() throws Exception {
    JsonObject conf = conf(options().setTls(true));
    conf.remove("trustedCertificates");

    List<Finding> findings = findings(conf, null);

    assertFailed(findings, "TLS", "not trusted: certificate of \"stand-in PingOne server\"");
    assertTrue(finding(findings, "TLS").advice().contains("trustedCertificates"));
    AFTER_TLS.forEach(check -> assertEquals("needs: TLS", finding(findings, check).text()));
  }

  @Test
  void certificateOfAnotherHostIsNamed() throws Exception {
    SandboxCertificate certificate = SandboxCertificate.make("other.test");
    ConnectProxy proxy = ConnectProxy.start(vertx, ConnectProxy.TUNNEL);
    JsonObject conf =
        conf(options().setHost("pingone.test").setCertificate(certificate.key()))
            .put("trustedCertificates", certificate.file().toString())
            .put("proxy", proxy(proxy.port()));

    List<Finding> findings = findings(conf, null);

    assertEquals(Finding.Verdict.SKIPPED, finding(findings, "name").verdict());
    assertText(findings, "connection", "through the proxy 127.0.0.1:" + proxy.port());
    assertFailed(findings, "TLS", "not for pingone.test");
  }

  @Test
  void portWithoutTlsIsNamed() throws Exception {
    JsonObject conf = conf(options());
    conf.put("baseUrl", conf.getString("baseUrl").replace("http:", "https:"));

    assertFailed(findings(conf, null), "TLS", "does not speak TLS");
  }

  @Test
  void allIsWellThroughAProxy() throws Exception {
    ConnectProxy proxy = ConnectProxy.start(vertx, ConnectProxy.TUNNEL);

    assertNoneFailed(
        findings(
            conf(options().setHost("pingone.test").setTls(true)).put("proxy", proxy(proxy.port())),
            user("alice", "wonderland")));
  }

  @ParameterizedTest
  @CsvSource({
    "407 Proxy Authentication Required, it answers 407, proxy.username",
    "403 Forbidden, it answers 403, allow connections to pingone.test",
    "502 Bad Gateway, it answers 502, whether it can reach pingone.test"
  })
  void proxyThatRefusesIsNamed(String status, String text, String advice) throws Exception {
    ConnectProxy proxy =
        ConnectProxy.start(vertx, ConnectProxy.answering(ConnectProxy.answer(status, "no")));

    List<Finding> findings =
        findings(
            conf(options().setHost("pingone.test").setTls(true)).put("proxy", proxy(proxy.port())),
            null);

    assertFailed(findings, "connection", text);
    assertTrue(finding(findings, "connection").advice().contains(advice), findings::toString);
    assertEquals("needs: connection", finding(findings, "TLS").text());
  }

  @Test
  void socksProxyThatRefusesTheLoginIsNamed() throws Exception {
    SocksProxy proxy = SocksProxy.start(vertx, "robot:right", 0);
    JsonObject conf =
        conf(options().setHost("pingone.test").setTls(true))
            .put(
                "proxy",
                proxy(proxy.port())
                    .put("type", "SOCKS5")
                    .put("username", "robot")
                    .put("password", "wrong-password"));

    List<Finding> findings = findings(conf, null);

    assertFailed(findings, "connection", "refuses the login");
    assertFalse(findings.toString().contains("wrong-password"), findings::toString);
  }

  @Test
  void proxyThatNobodyRunsIsNamed() throws Exception {
    JsonObject conf =
        conf(options().setHost("pingone.test").setTls(true)).put("proxy", proxy(deadPort()));

    assertFailed(findings(conf, null), "connection", "nothing accepts connections at the proxy");
  }

  @Test
  void deadPortIsNamed() throws Exception {
    JsonObject conf = conf(options()).put("baseUrl", "http://127.0.0.1:" + deadPort() + "/env");

    List<Finding> findings = findings(conf, user("alice", "wonderland"));

    assertFailed(findings, "connection", "nothing accepts connections there");
    assertEquals(11, findings.stream().filter(each -> !each.isOk() && !each.hasFailed()).count());
  }

  @Test
  void nameWithoutAnAddressIsNamed() throws Exception {
    Vertx resolving = NameServer.start(vertx, Map.of());
    try {
      List<Finding> findings =
          findings(
              resolving,
              conf(options()).put("baseUrl", "https://auth.pingone.test").put("proxy", "none"),
              Recorder.NONE,
              null);

      assertFailed(findings, "name", "auth.pingone.test has no address");
      for (String check : List.of("connection", "TLS", "clock", "policy")) {
        assertEquals("needs: name", finding(findings, check).text());
      }
    } finally {
      resolving.close().await(30, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @CsvSource({"PT1H, 60 min behind the server's", "PT-1H, 60 min ahead of the server's"})
  void clockThatIsOffIsNamedBeforeWhatItBreaks(Duration offset, String text) throws Exception {

    List<Finding> findings = findings(conf(options().setClockOffset(offset)), null);

    assertFailed(findings, "clock", text);
    assertEquals(
        List.of("clock", "client"),
        checks(findings.stream().filter(Finding::hasFailed).toList()),
        findings::toString);
  }

  @Test
  void missingDiscoveryIsNamedAndStopsNothingElse() throws Exception {
    JsonObject conf =
        conf(options(), answering("/openid-configuration", 404, "{\"code\":\"NOT_FOUND\"}"));

    List<Finding> findings = findings(conf, null);

    assertEquals(
        List.of("discovery"), checks(findings.stream().filter(Finding::hasFailed).toList()));
  }

  @Test
  void emptyKeySetIsNamedAndNoPasswordIsSent() throws Exception {
    JsonObject conf = conf(options(), answering("/jwks", 200, "{\"keys\":[]}"));

    List<Finding> findings = findings(conf, user("alice", "wonderland"));

    assertFailed(findings, "key set", "0 keys, 0 for RS256");
    assertEquals("needs: key set", finding(findings, "sign-on").text());
  }

  @Test
  void wrongPasswordIsSentOnce() throws Exception {
    AtomicInteger submitted = new AtomicInteger();
    JsonObject conf =
        conf(
            options(),
            request -> {
              if (request.path().contains("/flows/") && request.method().name().equals("POST")) {
                submitted.incrementAndGet();
              }
              return false;
            });

    List<Finding> findings = findings(conf, user("alice", "wrong-password"));

    assertFailed(findings, "sign-on", "invalid_credentials at credentials");
    assertEquals(1, submitted.get());
    assertFalse(findings.toString().contains("wrong-password"), findings::toString);
  }

  @Test
  void furtherStepOfAUserIsExplained() throws Exception {
    List<Finding> findings =
        findings(
            conf(new SandboxOptions(SandboxUser.ofEveryPolicy())),
            user("one-time-passcode", "wonderland"));

    assertNoneFailed(findings);
    assertText(findings, "sign-on", "PingOne asks for OTP_REQUIRED (otp.check, device.select)");
  }

  @ParameterizedTest
  @CsvSource({
    "disabled, account_disabled",
    "no-device, access_denied",
    "fails, flow_failed",
    "external-identity-provider, action_unsupported"
  })
  void userWhoCannotSignOnIsExplained(String name, String error) throws Exception {
    List<Finding> findings =
        findings(conf(new SandboxOptions(SandboxUser.ofEveryPolicy())), user(name, "wonderland"));

    assertFailed(findings, "sign-on", error);
  }

  @Test
  void serverThatNeverAnswersEndsInTime() throws Exception {
    JsonObject conf = conf(options(), request -> true).put("requestTimeoutMs", 200);

    List<Finding> findings = findings(conf, user("alice", "wonderland"));

    assertFailed(findings, "discovery", "no whole answer within 200 ms");
    assertFailed(findings, "client", "no whole answer within 200 ms");
    assertEquals(Finding.Verdict.SKIPPED, finding(findings, "clock").verdict());
  }

  private static Misbehaviour answering(String end, int status, String body) {
    return request -> request.path().endsWith(end) && answer(request, status, body);
  }

  private static boolean answer(HttpServerRequest request, int status, String body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(body);
    return true;
  }

  private static SandboxOptions options() {
    return new SandboxOptions(Map.of("alice", SandboxUser.of("alice", "wonderland")));
  }

  private static User user(String name, String password) {
    return new User(name, password);
  }

  private static JsonObject proxy(int port) {
    return new JsonObject().put("host", "127.0.0.1").put("port", port);
  }

  private static int deadPort() throws Exception {
    try (ServerSocket closed = new ServerSocket(0)) {
      return closed.getLocalPort();
    }
  }

  private JsonObject conf(SandboxOptions options) throws Exception {
    return conf(options, Misbehaviour.NONE);
  }

  private JsonObject conf(SandboxOptions options, Misbehaviour misbehaviour) throws Exception {
    return Sandbox.start(vertx, options.setSigningKey(SharedKey.RSA), misbehaviour)
        .await(30, TimeUnit.SECONDS)
        .verticleConfiguration();
  }

  private List<Finding> findings(JsonObject conf, User user) throws Exception {
    return findings(vertx, conf, Recorder.NONE, user);
  }

  private static List<Finding> findings(Vertx vertx, JsonObject conf, Recorder recorder, User user)
      throws Exception {
    PingOneOptions options = PingOneOptions.load(vertx, conf).await(30, TimeUnit.SECONDS);
    List<Finding> findings = new ArrayList<>();
    new Examination(vertx, options, recorder, findings::add).run(user);
    return findings;
  }

  private static List<String> checks(List<Finding> findings) {
    return findings.stream().map(Finding::check).toList();
  }

  private static Finding finding(List<Finding> findings, String check) {
    Map<String, Finding> byName = new HashMap<>();
    findings.forEach(finding -> byName.put(finding.check(), finding));
    return byName.get(check);
  }

  private static void assertNoneFailed(List<Finding> findings) {
    assertEquals(
        List.of(), findings.stream().filter(Finding::hasFailed).toList(), findings::toString);
  }

  private static void assertFailed(List<Finding> findings, String check, String text) {
    assertTrue(finding(findings, check).hasFailed(), findings::toString);
    assertText(findings, check, text);
  }

  private static void assertText(List<Finding> findings, String check, String text) {
    assertTrue(finding(findings, check).text().contains(text), findings::toString);
  }
}
