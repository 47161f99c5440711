package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.examples.login.LoginServer;
import dev.tokenflow.pingone.examples.login.demo.LoginDemo;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SharedKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example's login pages in a browser. */
@Tag("process")
class LoginPagesIT {
  private static Browser browser;

  @RegisterExtension final Live live = new Live();

  private String url;

  @BeforeAll
  static void start() {
    browser = Browser.start();
  }

  @AfterAll
  static void end() {
    browser.close();
  }

  @BeforeEach
  void begin() {
    browser.driver().manage().deleteAllCookies();
    Map<String, SandboxUser> users = new LinkedHashMap<>(SandboxUser.ofEveryPolicy());
    users.put("alice", SandboxUser.of("alice", "wonderland"));
    LoginServer server = await(LoginServer.listen(live.vertx(), 0));
    url =
        await(
            LoginDemo.start(
                live.vertx(), server, new SandboxOptions(users).setSigningKey(SharedKey.RSA)));
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
    browser.press("Go on");
    browser.await("Enter your code");
    browser.look("login-code-wrong");
    browser.fill("otp", "246810");
    browser.press("Go on");
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
    browser.await("Nobody confirmed");
    browser.look("login-push-timed-out");
    browser.press("Phone with the app");
    browser.await("Signed on");
    browser.open(url + "/sign-on");
    signOn("push-denied", "wonderland");
    browser.await("You cannot sign on");
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
    browser.press("Go on");
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
    browser.await("Sign on elsewhere");
    browser.look("login-elsewhere");
    browser.open(url + "/sandbox");
    browser.await("Sandbox");
    browser.look("login-sandbox");
  }

  private void signOn(String username, String password) {
    browser.fill("username", username);
    browser.fill("password", password);
    browser.press("Sign on");
  }
}
