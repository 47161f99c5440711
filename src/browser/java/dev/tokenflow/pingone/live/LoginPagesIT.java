package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.examples.login.LoginOptions;
import dev.tokenflow.pingone.examples.login.LoginRouter;
import dev.tokenflow.pingone.examples.login.LoginServer;
import dev.tokenflow.pingone.examples.login.demo.LoginDemo;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.PasskeyCheck;
import dev.tokenflow.pingone.sandbox.PasskeyOptionsForm;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SharedKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.virtualauthenticator.Credential;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;

/** The example's login pages in a browser. */
@Tag("process")
class LoginPagesIT {
  private static Browser browser;

  /** The browser takes the processors that the event loop needs. */
  @RegisterExtension final Live live = Live.withBlockingUpTo(Duration.ofSeconds(5));

  private String url;

  @BeforeAll
  static void start() {
    browser = Browser.start();
  }

  @AfterAll
  static void end() {
    browser.close();
  }

  @AfterEach
  void checkContent() {
    assertEquals(List.of(), browser.refusedContent());
  }

  @BeforeEach
  void begin() {
    browser.driver().manage().deleteAllCookies();
    start(everybody());
  }

  private void start(SandboxOptions options) {
    LoginServer server = await(LoginServer.listen(live.vertx(), 0));
    url = await(LoginDemo.start(live.vertx(), server, options));
  }

  private static SandboxOptions everybody() {
    Map<String, SandboxUser> users = new LinkedHashMap<>(SandboxUser.ofEveryPolicy());
    users.put("alice", SandboxUser.of("alice", "wonderland"));
    return new SandboxOptions(users).setSigningKey(SharedKey.RSA);
  }

  @Test
  void showsEveryPageReadably() {
    browser.open(url);
    browser.await("Sign on");
    browser.look("login-sign-on");
    signOn("alice", "looking glass");
    browser.await("Sign on");
    browser.look("login-sign-on-wrong");
    signOn("one-time-passcode", "wonderland");
    browser.await("Enter your code");
    browser.look("login-code");
    browser.fill("otp", "135790");
    browser.press("Continue");
    browser.await("Enter your code");
    browser.look("login-code-wrong");
    browser.fill("otp", "246810");
    browser.press("Continue");
    browser.await("Signed on");
    browser.look("login-signed-on");
    browser.press("Sign off");
    browser.await("You are signed off");
    browser.look("login-signed-off");

    browser.open(url + "/sign-on");
    signOn("device-selection", "wonderland");
    browser.await("Choose a device");
    browser.look("login-devices");
    browser.open(url + "/sign-on");
    signOn("push-times-out", "wonderland");
    browser.await("Confirm on your phone");
    browser.look("login-push");
    browser.await("The request has timed out");
    browser.look("login-push-timed-out");
    browser.press("Phone with the app");
    browser.await("Signed on");
    browser.open(url + "/sign-on");
    signOn("push-denied", "wonderland");
    browser.await("Sign-on refused");
    browser.look("login-refused");

    browser.open(url + "/sign-on");
    signOn("password-to-change", "wonderland");
    browser.await("Choose a new password");
    browser.fill("currentPassword", "wonderland");
    browser.fill("newPassword", "short");
    browser.press("Change the password");
    browser.await("Choose a new password");
    browser.look("login-new-password-refused");
    browser.open(url + "/forgot");
    browser.await("Forgot your password?");
    browser.look("login-forgot");
    browser.fill("username", "nobody");
    browser.press("Send the code");
    browser.await("Choose a new password");
    browser.look("login-recovery");
    browser.open(url + "/register");
    browser.await("Register");
    browser.fill("username", "alice");
    browser.fill("email", "alice@example.com");
    browser.fill("password", "looking glass");
    browser.press("Register");
    browser.await("Register");
    browser.look("login-register-taken");
    browser.fill("username", "<script>document.title = 'mine'</script>");
    browser.fill("password", "looking glass");
    browser.press("Register");
    browser.await("Check your mail");
    browser.look("login-verification");
    browser.fill("verificationCode", "246810");
    browser.press("Continue");
    browser.await("Signed on");
    assertTrue(browser.text("main").contains("<script>document"), browser.text("main"));
    assertEquals("Signed on", browser.driver().getTitle());

    browser.open(url + "/sign-on");
    browser.press("Sign on with a passkey");
    browser.await("Use your passkey");
    browser.look("login-passkey");
    browser.open(url + "/sign-on");
    signOn("agreement", "wonderland");
    browser.await("Terms of service");
    browser.look("login-agreement");
    browser.open(url + "/sign-on");
    signOn("profile", "wonderland");
    browser.await("Complete your profile");
    browser.look("login-profile");
    browser.open(url + "/sign-on");
    signOn("disabled", "wonderland");
    browser.await("This account is disabled");
    browser.look("login-disabled");
    browser.open(url + "/sign-on");
    signOn("external-identity-provider", "wonderland");
    browser.await("Continue at another site");
    browser.look("login-elsewhere");
    browser.open(url + "/sandbox");
    browser.await("Sandbox");
    browser.look("login-sandbox");
  }

  @Test
  void showsReadablyWhatEndsASignOn() {
    start(
        everybody()
            .setFaults(
                (step, number) ->
                    step == SandboxStep.AUTHORIZE && number <= 3
                        ? SandboxFault.STATUS_503
                        : step == SandboxStep.ACTION ? SandboxFault.FLOW_EXPIRED : null));
    browser.open(url);
    signOn("one-time-passcode", "wonderland");
    browser.await("We cannot sign you on right now");
    browser.look("login-unavailable");
    browser.follow("Try again");
    browser.await("Sign on");
    signOn("one-time-passcode", "wonderland");
    browser.await("Enter your code");
    browser.fill("otp", "246810");
    browser.press("Continue");
    browser.await("Your sign-on has expired");
    browser.look("login-expired");
    browser.follow("Start again");
    browser.await("Sign on");
    for (int failures = 1; failures < 5; failures++) {
      signOn("alice", "looking glass");
      browser.await("Sign on");
    }
    signOn("alice", "looking glass");
    browser.await("Too many attempts");
    assertTrue(browser.text("main").contains("Try again in 1 minute."), browser.text("main"));
    browser.look("login-locked");
    browser.follow("Back to sign-on");
    browser.await("Sign on");
    browser.driver().manage().deleteAllCookies();
    signOn("alice", "wonderland");
    browser.await("This page is out of date");
    browser.look("login-out-of-date");
    browser.follow("Continue");
    browser.await("Sign on");
  }

  /** The focus is where the person has to write, or at what went wrong. */
  @Test
  void needsNoMouse() {
    browser.open(url);
    assertEquals("username", browser.focused());
    browser.type("one-time-passcode", Keys.TAB, "looking glass");
    browser.enter();
    browser.await("Sign on");
    assertEquals("problem", browser.focused());
    browser.tabTo("password");
    browser.type("wonderland");
    browser.enter();
    browser.await("Enter your code");
    assertEquals("otp", browser.focused());
    browser.tabTo("Send another code");
    browser.enter();
    browser.await("Enter your code");
    browser.type("246810");
    browser.enter();
    browser.await("Signed on");
    browser.tabTo("Sign off");
    browser.enter();
    browser.await("You are signed off");

    browser.tabTo("Sign on again");
    browser.enter();
    browser.await("Sign on");
    browser.tabTo("Forgot your password?");
    browser.enter();
    browser.await("Forgot your password?");
    browser.type("alice");
    browser.enter();
    browser.await("Choose a new password");
    browser.type("246810", Keys.TAB, "looking-glass");
    browser.enter();
    browser.await("Signed on");
  }

  /** The passkey is one that webauthn4j knows, the browser answers, and webauthn4j verifies. */
  @ParameterizedTest
  @EnumSource
  void signsOnWithAPasskey(PasskeyOptionsForm form) throws GeneralSecurityException {
    LoginServer server = await(LoginServer.listen(live.vertx(), 0));
    String origin = "http://localhost:" + server.port();
    byte[] alice = SandboxUser.of("alice", "").subject().getBytes(UTF_8);
    SoftwareAuthenticator known = new SoftwareAuthenticator(new String(alice, UTF_8), origin);
    Sandbox sandbox =
        live.sandbox(
            everybody().setPasskeyOptionsForm(form).setPasskeyCheck(new LocalPasskey(known)));
    PingOneOptions options =
        await(PingOneOptions.load(live.vertx(), sandbox.verticleConfiguration()));
    server.serve(
        LoginRouter.create(
            live.vertx(),
            PingOneTokens.direct(live.vertx(), options),
            LoginOptions.of(origin).withPolicies(null, "Passkey")));
    VirtualAuthenticator authenticator = authenticator();
    try {
      browser.open(origin);
      browser.press("Sign on with a passkey");
      browser.await("Use your passkey");
      browser.driver().findElement(By.id("passkey")).click();
      browser.awaitVisible("#refused");
      assertEquals("refused", browser.focused(), "there is no passkey yet");

      authenticator.addCredential(
          Credential.createResidentCredential(
              SoftwareAuthenticator.credentialId(),
              "localhost",
              new PKCS8EncodedKeySpec(known.privateKey().getEncoded()),
              alice,
              0));
      browser.press("Use passkey");
      browser.await("Signed on");

      assertTrue(browser.text("dl").contains("alice"), browser.text("dl"));
    } finally {
      browser.driver().removeVirtualAuthenticator(authenticator);
    }
  }

  /** Says which passkey may answer, as PingOne does for a user who has one. */
  private record LocalPasskey(SoftwareAuthenticator known) implements PasskeyCheck {
    @Override
    public boolean accepts(JsonObject input, String challenge) {
      return known.accepts(input, challenge);
    }

    @Override
    public JsonObject requestOptions(String challenge) {
      String id =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(SoftwareAuthenticator.credentialId());
      return JsonObject.of(
          "challenge",
          challenge,
          "rpId",
          "localhost",
          "allowCredentials",
          JsonArray.of(JsonObject.of("type", "public-key", "id", id)));
    }
  }

  /** A person who tries the demonstration has no passkey for localhost, and makes one. */
  @Test
  void makesAPasskeyForTheSandbox() {
    VirtualAuthenticator authenticator = authenticator();
    try {
      browser.open(url + "/sandbox");
      browser.driver().findElement(By.cssSelector("#create button")).click();
      browser.awaitText("#created", "Created. Sign on with a passkey.");
      browser.open(url + "/sign-on");
      browser.press("Sign on with a passkey");
      browser.await("Use your passkey");
      browser.press("Use passkey");
      browser.await("Signed on");

      assertTrue(browser.text("dl").contains("alice"), browser.text("dl"));
      browser.open(url + "/sign-on");
      signOn("security-key", "wonderland");
      browser.await("Use your passkey");
      browser.press("Use passkey");
      browser.await("Signed on");
    } finally {
      browser.driver().removeVirtualAuthenticator(authenticator);
    }
  }

  private static VirtualAuthenticator authenticator() {
    return browser
        .driver()
        .addVirtualAuthenticator(
            new VirtualAuthenticatorOptions()
                .setProtocol(VirtualAuthenticatorOptions.Protocol.CTAP2)
                .setTransport(VirtualAuthenticatorOptions.Transport.INTERNAL)
                .setHasResidentKey(true)
                .setHasUserVerification(true)
                .setIsUserVerified(true));
  }

  /** Scripts see neither of the cookies. */
  @Test
  void keepsCookiesFromScripts() {
    browser.open(url);
    signOn("alice", "wonderland");
    browser.await("Signed on");

    Set<Cookie> cookies = browser.driver().manage().getCookies();
    assertEquals(2, cookies.size(), cookies::toString);
    for (Cookie cookie : cookies) {
      assertTrue(cookie.isSecure() && cookie.isHttpOnly(), cookie::toString);
      assertTrue(cookie.getName().startsWith("__Host-"), cookie::toString);
    }
    assertEquals("", browser.driver().executeScript("return document.cookie"));
    assertEquals(
        List.of(),
        browser
            .driver()
            .executeScript(
                "return performance.getEntriesByType('resource').map(r => r.name)"
                    + ".filter(name => !name.startsWith(location.origin + '/'))"));
  }

  /** As one command starts it. */
  @Test
  void runsAsAProcessUntilItIsStopped() throws Exception {
    Process process = run("--port", "0");
    try {
      String first = String.valueOf(process.inputReader(UTF_8).readLine());
      assertTrue(first.startsWith("Login pages at http://localhost:"), first);
      String printed = first.split(" ", -1)[3];
      browser.open(printed);
      browser.await("Sign on");
      signOn("alice", "wonderland");
      browser.await("Signed on");

      String port = printed.substring(printed.lastIndexOf(':') + 1);
      Process second = run("--port", port);
      assertTrue(second.waitFor(60, TimeUnit.SECONDS), "it did not end");
      assertEquals(2, second.exitValue());
      String expected = "port " + port + " is in use, choose another one with --port";
      String problem = new String(second.getErrorStream().readAllBytes(), UTF_8);
      assertTrue(problem.lines().anyMatch(expected::equals), problem);
    } finally {
      process.destroy();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it did not stop");
    }
  }

  private static Process run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("dev.tokenflow.pingone.examples.login.demo.Main");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  private void signOn(String username, String password) {
    browser.fill("username", username);
    browser.fill("password", password);
    browser.press("Sign on");
  }
}
