package dev.tokenflow.pingone.examples.login;

import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages before and after a sign-on. */
final class SignOnPages {
  private SignOnPages() {}

  static Page signOn(
      LoginOptions options, String csrf, String username, @Nullable Problem problem) {
    List<Html> others = new ArrayList<>();
    if (options.passkeyPolicy() != null) {
      others.add(new Form("/passkey", csrf).of(Form.quietButton("Sign on with a passkey")));
    }
    others.add(Html.of("<p><a href=\"/forgot\">Forgot your password?</a></p>"));
    if (options.registrationPolicy() != null) {
      others.add(Html.of("<p>New here? <a href=\"/register\">Register</a></p>"));
    }
    return Page.of(
        "Sign on",
        shown(problem),
        new Form("/sign-on", csrf)
            .of(
                Field.USERNAME.html(username, true, problem),
                Field.PASSWORD.html(problem),
                Form.button("Sign on")),
        Html.join(others));
  }

  static Page forgot(String csrf, @Nullable Problem problem) {
    return Page.of(
        "Forgot your password?",
        shown(problem),
        Html.of("<p>We will send a code to your e-mail address.</p>"),
        new Form("/forgot", csrf).of(Field.USERNAME.first(problem), Form.button("Send the code")),
        Html.of("<p><a href=\"/sign-on\">Back to sign-on</a></p>"));
  }

  static Page register(String csrf, String username, String email, @Nullable Problem problem) {
    return Page.of(
        "Register",
        shown(problem),
        new Form("/register", csrf)
            .of(
                Field.USERNAME.html(username, true, problem),
                Field.EMAIL.html(email, false, problem),
                Field.CHOSEN_PASSWORD.html(problem),
                Form.button("Register")),
        Html.of("<p>Already registered? <a href=\"/sign-on\">Sign on</a></p>"));
  }

  /** Shows who is signed on. Claims are facts about the person; tokens never leave the server. */
  static Page home(Tokens tokens, String csrf) {
    JsonObject claims = tokens.claims() == null ? new JsonObject() : tokens.claims();
    String name =
        claims.getString("name", tokens.username() == null ? tokens.subject() : tokens.username());
    List<Html> rows =
        claims.stream()
            .map(
                claim ->
                    Html.of(
                        "<div><dt>%s</dt><dd>%s</dd></div>",
                        claim.getKey(),
                        claim.getValue() instanceof String text
                            ? text
                            : Json.encode(claim.getValue())))
            .toList();
    return Page.of(
        "Signed on",
        Html.of("<p>You are signed on as <strong>%s</strong>.</p>", name),
        new Form("/sign-off", csrf).of(Form.button("Sign off")),
        Html.of("<h2>Claims of your ID token</h2><dl>%s</dl>", Html.join(rows)));
  }

  static Html shown(@Nullable Problem problem) {
    return problem == null ? Html.NONE : problem.html();
  }
}
