package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.examples.login.LoginOptions;
import dev.tokenflow.pingone.examples.login.LoginRouter;
import dev.tokenflow.pingone.examples.login.LoginServer;
import dev.tokenflow.pingone.live.PlainBrowser.Answer;
import dev.tokenflow.pingone.log.LogsErrors;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SubmittedPasswords;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.ClusterSerializable;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example's login pages over plain HTTP, as a browser without scripts sees them. */
class LoginPagesTest {
  private static final String CODE = SandboxUser.CODE;

  /** The first request loads the classes of vertx-web. */
  @RegisterExtension final Live live = Live.withBlockingUpTo(Duration.ofSeconds(5));

  private String origin;
  private Sandbox sandbox;
  private final SubmittedPasswords submitted = new SubmittedPasswords();
  private final CompletableFuture<Void> looked = new CompletableFuture<>();
  // Complete unless a test holds the answer to a sign-off.
  private CompletableFuture<HttpServerResponse> held = CompletableFuture.completedFuture(null);

  private static SandboxOptions everybody() {
    Map<String, SandboxUser> users = new LinkedHashMap<>(SandboxUser.ofEveryPolicy());
    users.put("alice", SandboxUser.of("alice", "wonderland"));
    return new SandboxOptions(users);
  }

  private PlainBrowser start() {
    return start(everybody());
  }

  private PlainBrowser start(SandboxOptions options) {
    sandbox =
        live.sandbox(
            options,
            request -> {
              SandboxStep step = SandboxStep.of(request);
              if (step == SandboxStep.LOOK) {
                looked.complete(null);
              }
              return (step == SandboxStep.SIGN_OFF && held.complete(request.response()))
                  || submitted.takesOver(request);
            });
    LoginServer server = await(LoginServer.listen(live.vertx(), 0));
    origin = "http://localhost:" + server.port();
    JsonObject configuration =
        sandbox.verticleConfiguration().put("retry", new JsonObject().put("maxAttempts", 1));
    PingOneTokens pingOne =
        PingOneTokens.direct(live.vertx(), await(PingOneOptions.load(live.vertx(), configuration)));
    server.serve(
        LoginRouter.create(
            live.vertx(),
            pingOne,
            LoginOptions.of(origin)
                .withPolicies("Registration", "Passkey")
                .withWindow(Duration.ofMinutes(1))));
    return new PlainBrowser(origin);
  }

  @Test
  void signsOnAndOff() {
    PlainBrowser browser = start();
    assertEquals("200 Sign on", browser.get("/").title());
    String before = browser.cookie("__Host-session");

    Answer home = browser.post("/sign-on", "username", "alice", "password", "wonderland");

    assertEquals("200 Signed on", home.title());
    assertTrue(home.body().contains("<strong>alice</strong>"), home.body());
    assertTrue(home.body().contains(SandboxUser.of("alice", "").subject()), home.body());
    String signedOn = browser.cookie("__Host-session");
    assertNotEquals(before, signedOn, "the session has a new id");
    assertEquals(1, await(sandbox.sessions("alice")));
    PlainBrowser other = new PlainBrowser(origin);
    other.setCookie("__Host-session", before);
    assertEquals("200 Sign on", other.get("/").title());

    assertEquals("200 You are signed off", browser.post("/sign-off").title());
    assertEquals(0, await(sandbox.sessions("alice")), "the session at PingOne");
    other.setCookie("__Host-session", signedOn);
    assertEquals("200 Sign on", other.get("/").title());
    // A JWT begins so; the session's cookies are none.
    assertFalse(browser.everything().contains("eyJ"), browser.everything());
  }

  /** PingOne may take as long as it likes. */
  @Test
  void signsOffHereAtOnce() {
    held = new CompletableFuture<>();
    PlainBrowser browser = start();
    browser.signOn("alice", "wonderland");
    PlainBrowser otherTab = new PlainBrowser(origin);
    otherTab.setCookie("__Host-session", browser.cookie("__Host-session"));

    CompletableFuture<Answer> signedOff =
        CompletableFuture.supplyAsync(() -> browser.post("/sign-off"));
    HttpServerResponse answer = held.join();

    assertEquals("200 Sign on", otherTab.get("/").title());
    await(answer.setStatusCode(204).end());
    assertEquals("200 You are signed off", signedOff.join().title());
  }

  /** After the password, a planted session could consent, or have the phone confirmed. */
  @Test
  void givesTheSessionANewIdWithEachStep() {
    PlainBrowser browser = start();
    browser.get("/sign-on");

    for (Runnable step :
        List.<Runnable>of(
            () -> browser.post("/sign-on", "username", "three-steps", "password", "wonderland"),
            () -> newPassword(browser, "wonderland", "looking-glass"),
            () -> browser.post("/step", "action", "otp.check", "otp", CODE))) {
      PlainBrowser planted = new PlainBrowser(origin);
      planted.setCookie("__Host-session", browser.cookie("__Host-session"));
      step.run();

      assertEquals("200 Sign on", planted.get("/step").title());
    }
    assertEquals("200 Signed on", browser.post("/step", "action", "user.consent").title());
  }

  @Test
  void signsOffHereEvenIfPingOneDoesNotAllowIt() {
    PlainBrowser browser = start(everybody().setSignOffAllowed(false));
    browser.signOn("alice", "wonderland");

    assertEquals("200 You are signed off", browser.post("/sign-off").title());
    assertEquals("200 Sign on", browser.get("/").title());
    assertEquals(1, await(sandbox.sessions("alice")));
  }

  @Test
  void protectsEveryPage() {
    PlainBrowser browser = start();

    for (String path : List.of("/sign-on", "/login.css", "/passkey.js", "/none")) {
      Answer answer = browser.get(path);
      assertTrue(answer.header("Content-Security-Policy").startsWith("default-src 'none';"), path);
      assertTrue(answer.header("Content-Security-Policy").contains("frame-ancestors 'none'"), path);
      assertEquals("nosniff", answer.header("X-Content-Type-Options"));
      assertEquals("no-store", answer.header("Cache-Control"));
      assertEquals("same-origin", answer.header("Referrer-Policy"));
      assertFalse(answer.body().contains("style="), path);
    }
    for (String cookie : browser.setCookies().lines().toList()) {
      assertTrue(cookie.startsWith("__Host-"), cookie);
      for (String attribute : List.of("; Path=/;", "; Secure", "; HTTPOnly", "; SameSite=")) {
        assertTrue(cookie.contains(attribute), cookie);
      }
      assertFalse(cookie.contains("Domain"), cookie);
    }
  }

  /** Nothing of it reaches PingOne. */
  @Test
  void refusesFormsThatAreNotItsOwn() {
    PlainBrowser browser = start();
    PlainBrowser strangers = new PlainBrowser(origin);
    String[] alice = {"username", "alice", "password", "wonderland"};
    browser.get("/sign-on");
    strangers.get("/sign-on");
    String token = strangers.cookie("__Host-csrf");

    assertOutOfDate(browser.postFrom(origin, "", "/sign-on", alice));
    assertOutOfDate(browser.postFrom(origin, token, "/sign-on", alice));
    assertOutOfDate(
        browser.postFrom("https://evil.example", browser.cookie("__Host-csrf"), "/sign-on", alice));
    browser.setCookie("__Host-csrf", token);
    assertOutOfDate(browser.postFrom(origin, token, "/sign-on", alice));
    strangers.dropCookies();
    assertOutOfDate(strangers.postFrom(origin, token, "/sign-on", alice));

    assertEquals(Map.of(), submitted.byUser());
  }

  private static void assertOutOfDate(Answer answer) {
    assertEquals("403 This page is out of date", answer.title());
  }

  /** The second click of two: the first one has the session signed on. */
  @Test
  void leadsOnWhoSendsAFormTwice() {
    PlainBrowser browser = start();
    browser.get("/sign-on");
    String token = browser.cookie("__Host-csrf");
    browser.post("/sign-on", "username", "one-time-passcode", "password", "wonderland");

    assertOutOfDate(
        browser.postFrom(
            origin, token, "/sign-on", "username", "one-time-passcode", "password", "wonderland"));

    assertEquals("200 Enter your code", browser.get("/").title());
  }

  @Test
  void leadsThroughASecondFactor() {
    PlainBrowser browser = start();
    assertEquals("200 Choose a device", browser.signOn("device-selection", "wonderland").title());
    String sms = "5a4d0000-0000-4000-8000-0000000000d1";
    assertEquals(
        "200 Enter your code",
        browser.post("/step", "action", "device.select", "device", sms).title());

    Answer wrong = browser.post("/step", "action", "otp.check", "otp", "135790");

    assertEquals("422 Enter your code", wrong.title());
    assertEquals("The code is wrong or has expired.", wrong.problem());
    assertEquals(
        "200 Signed on", browser.post("/step", "action", "otp.check", "otp", CODE).title());
  }

  /** The flow ends with the third wrong code, and the next one begins with the password. */
  @Test
  void startsAgainAfterTooManyCodes() {
    PlainBrowser browser = start();
    browser.signOn("one-time-passcode", "wonderland");
    browser.post("/step", "action", "otp.check", "otp", "1");
    browser.post("/step", "action", "otp.check", "otp", "1");

    Answer last = browser.post("/step", "action", "otp.check", "otp", "1");

    assertEquals("422 Sign on", last.title());
    assertEquals("The code is wrong or has expired.", last.problem());
  }

  /** A page that is loaded again joins the wait, and whoever comes first is signed on. */
  @Test
  void waitsForTheConfirmationOnThePhone() {
    PlainBrowser browser = start();
    Answer page = browser.signOn("push", "wonderland");
    assertEquals("200 Confirm on your phone", page.title());
    assertTrue(page.body().contains("http-equiv=\"refresh\""), page.body());

    CompletableFuture<HttpResponse<String>> before = browser.getAsync("/push");
    looked.join();
    Answer reloaded = browser.get("/push");

    assertEquals(200, reloaded.status(), reloaded.body());
    assertEquals(303, before.join().statusCode());
    assertEquals(1, await(sandbox.sessions("push")));
  }

  @Test
  void changesTheDeviceWhileThePhoneIsAsked() {
    PlainBrowser browser = start();
    browser.signOn("push-times-out", "wonderland");
    CompletableFuture<?> waiting = browser.getAsync("/push");
    looked.join();

    Answer code =
        browser.post(
            "/step", "action", "device.select", "device", "5a4d0000-0000-4000-8000-0000000000d1");

    assertEquals("200 Enter your code", code.title());
    waiting.join();
    assertEquals(
        "200 Signed on", browser.post("/step", "action", "otp.check", "otp", CODE).title());
  }

  @Test
  void saysWhyANewPasswordIsRefused() {
    PlainBrowser browser = start();
    assertEquals(
        "200 Choose a new password", browser.signOn("password-expired", "wonderland").title());
    Answer wrong = newPassword(browser, "looking glass", "through-the-looking-glass");
    assertEquals("The current password is wrong.", wrong.problem());
    Answer weak = newPassword(browser, "wonderland", "short");

    assertEquals("422 Choose a new password", weak.title());
    assertTrue(weak.body().contains("<li>The password is too short or too long.</li>"));
    assertFalse(browser.everything().contains("through-the-looking-glass"), "a password");
    assertEquals(
        "200 Signed on", newPassword(browser, "wonderland", "through-the-looking-glass").title());
  }

  private static Answer newPassword(PlainBrowser browser, String current, String replacement) {
    return browser.post(
        "/step",
        "action",
        "password.reset",
        "currentPassword",
        current,
        "newPassword",
        replacement);
  }

  @Test
  void registersAndEscapesWhatPeopleWrite() {
    String name = "<script>alert('1')</script>";
    PlainBrowser browser = start();
    browser.get("/register");
    Answer taken = register(browser, "alice", "looking-glass");
    assertTrue(taken.body().contains("This user name is taken."), taken.body());
    assertTrue(register(browser, name, "short").body().contains("too short"));
    assertEquals("200 Check your mail", register(browser, name, "looking-glass").title());
    Answer expired =
        browser.post(
            "/step", "action", "user.verify", "verificationCode", SandboxUser.EXPIRED_CODE);
    assertEquals(
        "The code is wrong or has expired. You can have another one sent.", expired.problem());
    browser.post("/step", "action", "user.sendVerificationCode");

    Answer home = browser.post("/step", "action", "user.verify", "verificationCode", CODE);

    assertEquals("200 Signed on", home.title());
    browser.get("/sign-on");
    browser.post("/sign-on", "username", name, "password", "no");
    assertFalse(browser.everything().contains("<script>"), browser.everything());
    assertTrue(home.body().contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"));
  }

  private static Answer register(PlainBrowser browser, String username, String password) {
    return browser.post(
        "/register", "username", username, "email", "c@example.com", "password", password);
  }

  /** Whoever asks does not learn which users there are: all pages but the last are the same. */
  @Test
  void recoversAPasswordWithoutTellingWhoExists() {
    PlainBrowser browser = start();

    for (String code : List.of("135790", "")) {
      List<String> unknown = recover("nobody", code);
      List<String> known = recover("alice", code);

      assertEquals(unknown.stream().map(page -> page.replace("nobody", "alice")).toList(), known);
    }
    assertEquals(
        "422 Choose a new password",
        code(browser, "nobody", CODE).title(),
        "no code is right for nobody");
    assertEquals("200 Signed on", code(browser, "alice", CODE).title());
    assertEquals(
        "200 Signed on", new PlainBrowser(origin).signOn("alice", "looking-glass").title());
  }

  /** The pages, each with how many session ids there were so far. */
  private List<String> recover(String username, String code) {
    PlainBrowser browser = new PlainBrowser(origin);
    browser.get("/forgot");
    return Stream.<Supplier<Answer>>of(
            () -> browser.post("/forgot", "username", username),
            () -> code(browser, null, code),
            () -> browser.post("/step", "action", "password.sendRecoveryCode"))
        .map(Supplier::get)
        .map(
            answer ->
                answer.title()
                    + answer.body().replaceAll("value=\"[^\"]{90,}\"", "")
                    + browser.setCookies().split("__Host-session=").length)
        .toList();
  }

  private static Answer code(PlainBrowser browser, String username, String code) {
    if (username != null) {
      browser.get("/forgot");
      browser.post("/forgot", "username", username);
    }
    return browser.post(
        "/step",
        "action",
        "password.recover",
        "recoveryCode",
        code,
        "newPassword",
        "looking-glass");
  }

  /** PingOne locks alice; nobody is not there to be locked. Both see the same. */
  @Test
  void stopsGuessingAlikeForUsersWhoExistAndThoseWhoDoNot() {
    PlainBrowser browser = start();

    for (String username : List.of("alice", "nobody")) {
      for (int failures = 1; failures < 5; failures++) {
        Answer wrong = browser.signOn(username, "no");
        assertEquals("422 Sign on", wrong.title());
        assertEquals("The user name or the password is wrong.", wrong.problem());
      }
      for (String password : List.of("no", "wonderland")) {
        Answer locked = browser.signOn(username, password);
        assertEquals("429 Too many attempts", locked.title());
        assertTrue(locked.body().contains("Try again in 1 minute."), locked.body());
        int seconds = Integer.parseInt(locked.header("Retry-After"));
        assertTrue(seconds > 0 && seconds <= 61, () -> "Retry-After " + seconds);
      }
      assertEquals(5, submitted.byUser().get(username), "the sixth is not sent");
    }
  }

  /** A refused registration leaves a flow that takes passwords, under a name that anyone chose. */
  @Test
  void takesPasswordsWhereTheyAreCountedOnly() {
    PlainBrowser browser = start();
    browser.get("/register");
    assertEquals("422 Register", register(browser, "carol", "short").title());

    assertEquals("200 Sign on", guess(browser, "alice", "wonderland").title());

    assertEquals(Map.of(), submitted.byUser());
  }

  private static Answer guess(PlainBrowser browser, String username, String password) {
    return browser.post(
        "/step", "action", "usernamePassword.check", "username", username, "password", password);
  }

  @Test
  void refusesFormsThatNoPageMakes() {
    PlainBrowser browser = start();
    browser.get("/sign-on");

    for (String name : List.of("%ZZ", "field=" + "x".repeat(9_000))) {
      Answer refused = browser.post("/sign-on", name, "");
      assertEquals(400, refused.status());
      assertFalse(refused.body().contains("Something went wrong"), refused.body());
    }
  }

  /** Strangers do not fill the log: a test fails if an error is in it. */
  @Test
  void refusesRequestsThatNoBrowserMakes() throws IOException {
    start();

    assertEquals("", firstLine("Transfer-Encoding: chunked\r\n\r\nno chunk\r\n"));
    assertEquals(
        "HTTP/1.1 417 Expectation Failed",
        firstLine("Expect: the unexpected\r\nContent-Length: 1\r\n\r\n1"));
  }

  private String firstLine(String request) throws IOException {
    try (Socket socket = new Socket("localhost", URI.create(origin).getPort())) {
      String start = "POST /sign-on HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
      socket.getOutputStream().write((start + request).getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    }
  }

  /** As in a cluster, where a session store refuses a session that changed elsewhere meanwhile. */
  @Test
  @LogsErrors("the store refuses the session: the page is a 500")
  void answersOnceIfTheSessionCannotBeStored() {
    PlainBrowser browser = start();
    browser.get("/forgot");
    browser.post("/forgot", "username", "alice");
    CompletableFuture<Void> changed =
        looked.thenRun(() -> changeElsewhere(browser.cookie("__Host-session")));

    assertEquals("500 Something went wrong", code(browser, null, "135790").title());
    changed.join();
  }

  private void changeElsewhere(String id) {
    LocalSessionStore store = LocalSessionStore.create(live.vertx());
    Buffer copy = Buffer.buffer();
    ((ClusterSerializable) store.get(id).result()).writeToBuffer(copy);
    Session changed = store.createSession(Duration.ofMinutes(15).toMillis());
    ((ClusterSerializable) changed).readFromBuffer(0, copy);
    assertTrue(store.put(changed.put("changed", "elsewhere")).succeeded());
  }

  @Test
  void showsALockOfPingOne() {
    PlainBrowser browser = start();
    PingOneTokens elsewhere = wrongTries();

    Answer locked = browser.signOn("alice", "wonderland");

    assertEquals("429 Too many attempts", locked.title());
    assertTrue(locked.body().contains("Try again in 1 minute."), locked.body());
    await(elsewhere.close());
  }

  /** A new password ends the failures of the old one. */
  @Test
  void letsWhoeverIsLockedOutRecoverThePassword() {
    PlainBrowser browser = start();
    for (int failures = 0; failures < 5; failures++) {
      browser.signOn("agreement", "no");
    }
    assertEquals("429 Too many attempts", browser.signOn("agreement", "wonderland").title());

    assertEquals("200 Terms of service", code(browser, "agreement", CODE).title());
    assertEquals("200 Signed on", browser.post("/step", "action", "user.consent").title());
  }

  private PingOneTokens wrongTries() {
    PingOneTokens pingOne =
        PingOneTokens.direct(
            live.vertx(),
            await(PingOneOptions.load(live.vertx(), sandbox.verticleConfiguration())));
    for (int tries = 0; tries < 5; tries++) {
      pingOne.signOn(SignOn.of("alice", "no")).otherwiseEmpty().await();
    }
    return pingOne;
  }

  @Test
  void saysWhatElseEndsASignOn() {
    PlainBrowser browser = start();

    assertEquals("403 This account is disabled", browser.signOn("disabled", "wonderland").title());
    Answer refused = browser.signOn("no-device", "wonderland");
    assertEquals("403 Sign-on refused", refused.title());
    assertTrue(refused.body().contains("Reference: <code>"), refused.body());
    Answer elsewhere = browser.signOn("external-identity-provider", "wonderland");
    assertEquals("422 Continue at another site", elsewhere.title());
    assertTrue(elsewhere.body().contains("href=\"https://idp.example.com/"), elsewhere.body());
    assertEquals("404 Page not found", browser.get("/none").title());
    assertEquals("422 Sign on", browser.signOn(" ", "wonderland").title());
    assertEquals("422 Sign on", browser.signOn("a".repeat(300), "wonderland").title());
  }

  @Test
  void asksToStartAgainWhenAFlowHasExpired() {
    PlainBrowser browser =
        start(
            everybody().setFaults(FaultPlan.at(SandboxStep.ACTION, 1, SandboxFault.FLOW_EXPIRED)));
    browser.signOn("one-time-passcode", "wonderland");

    assertEquals(
        "410 Your sign-on has expired",
        browser.post("/step", "action", "otp.check", "otp", CODE).title());
    assertEquals("200 Sign on", browser.get("/").title());
  }

  @Test
  void asksToTryAgainLaterInAnOutage() {
    PlainBrowser browser = start();
    browser.signOn("one-time-passcode", "wonderland");
    await(sandbox.close());

    Answer step = browser.post("/step", "action", "otp.check", "otp", CODE);
    assertEquals("503 We cannot sign you on right now", step.title());
    assertEquals("200 Enter your code", browser.get("/step").title(), "the step is kept");
    Answer begin = browser.signOn("alice", "wonderland");
    assertEquals("503 We cannot sign you on right now", begin.title());
    assertEquals("60", begin.header("Retry-After"));
    assertTrue(begin.body().contains("href=\"/sign-on\">Try again"), begin.body());
    browser.get("/register");
    Answer registered = register(browser, "carol", "looking-glass");
    assertTrue(registered.body().contains("href=\"/register\">Try again"), registered.body());
    browser.get("/forgot");
    Answer forgotten = browser.post("/forgot", "username", "alice");
    assertTrue(forgotten.body().contains("href=\"/forgot\">Try again"), forgotten.body());
  }

  @Test
  void asksForWhatAPolicyWantsBesides() {
    PlainBrowser browser = start();
    browser.signOn("profile", "wonderland");
    assertEquals(
        "200 Signed on", browser.post("/step", "action", "user.update", "nickname", "Al").title());
    browser.signOn("three-steps", "wonderland");
    newPassword(browser, "wonderland", "looking-glass");
    browser.post("/step", "action", "otp.check", "otp", CODE);
    assertEquals("200 Signed on", browser.post("/step", "action", "user.consent").title());
    browser.signOn("account-linking", "wonderland");
    assertEquals(
        "200 Signed on",
        browser
            .post(
                "/step",
                "action",
                "usernamePassword.check",
                "username",
                "account-linking",
                "password",
                "wonderland")
            .title());
    // An action that the step does not offer is a page of before.
    browser.signOn("agreement", "wonderland");
    assertEquals(
        "200 Terms of service", browser.post("/step", "action", "otp.check", "otp", CODE).title());
  }
}
