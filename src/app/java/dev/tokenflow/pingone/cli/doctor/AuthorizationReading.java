package dev.tokenflow.pingone.cli.doctor;

import static java.util.Objects.requireNonNullElse;

import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What an answer to an authorization request, or to a pushed one, means. */
final class AuthorizationReading {
  static final String POLICY_ADVICE =
      "console: the application's \"Policies\", with a sign-on policy that begins with a login step"
          + " (user name and password)";

  private AuthorizationReading() {}

  /** Which setting decides. */
  enum Part {
    /** The form of the request, the application itself, or nothing that can be told apart. */
    REQUEST("authorization"),
    REDIRECT_URI("redirect URI"),
    RESPONSE_MODE("response mode"),
    SCOPE("scopes"),
    POLICY("policy");

    private final String check;

    Part(String check) {
      this.check = check;
    }

    String check() {
      return check;
    }
  }

  /** The meaning of an answer. */
  sealed interface Meaning {}

  /** A flow began. */
  record Flow(String status) implements Meaning {}

  /** A redirect to the sign-on page of a flow, whose status is not known yet. */
  record SignOnPage(String flowId, String cookies) implements Meaning {
    /** Anyone who has the cookies can see the flow. */
    @Override
    public String toString() {
      return "SignOnPage[***]";
    }
  }

  /** PingOne had nothing to ask. */
  record Code() implements Meaning {}

  /**
   * One part is refused.
   *
   * @param redirected whether the error came to the redirect URI, which is registered then (RFC
   *     6749 section 4.1.2.1)
   */
  record Refused(Part part, String came, String advice, boolean redirected) implements Meaning {
    Refused(Part part, String came, String advice) {
      this(part, came, advice, false);
    }
  }

  static Meaning of(Reply reply, PingOneOptions options) {
    if (!(reply instanceof Reply.Answer answer)) {
      return new Refused(Part.REQUEST, ((Reply.None) reply).why(), Trouble.NO_ANSWER);
    }
    JsonObject body = answer.json();
    if (answer.isRedirect()) {
      return redirect(answer, options);
    }
    if (body.getValue("interactionId") != null) {
      return new Refused(
          Part.POLICY,
          "a DaVinci flow, which this client does not speak",
          "console: the application's \"Policies\", with a PingOne sign-on policy");
    }
    if (body.getValue("error") == null
        && answer.status() == 200
        && body.getValue("status") instanceof String status) {
      return status.equals("FAILED")
          ? new Refused(Part.POLICY, "a flow that failed without a reason", POLICY_ADVICE)
          : new Flow(ServerText.clean(status));
    }
    if (body.getValue("authorizeResponse") instanceof JsonObject response
        && response.getValue("code") != null) {
      return new Code();
    }
    Refusal refusal = Refusal.of(answer);
    return refusal.code() == null ? page(answer) : refused(refusal, options);
  }

  private static Meaning redirect(Reply.Answer answer, PingOneOptions options) {
    Map<String, String> parameters = answer.redirectParameters();
    if (parameters.containsKey("error")) {
      Refused refused = refused(Refusal.of(answer), options);
      String location = String.valueOf(answer.headers().get("Location"));
      return new Refused(
          refused.part(),
          refused.came(),
          refused.advice(),
          location.startsWith(options.redirectUri()));
    }
    String flowId = parameters.get("flowId");
    if (flowId != null && flowId.matches("[A-Za-z0-9._-]{1,128}")) {
      return new SignOnPage(flowId, answer.cookies());
    }
    return parameters.containsKey("code") ? new Code() : page(answer);
  }

  /** An answer for a browser. */
  private static Meaning page(Reply.Answer answer) {
    String came = "answered " + answer.outline();
    if (answer.status() < 400) {
      return new Refused(
          Part.REQUEST,
          came + ": a page, and no flow of PingOne",
          "configuration: baseUrl, and whether that host is PingOne");
    }
    // RFC 6749 section 4.1.2.1: what is wrong with these two must not be sent to the redirect URI.
    return answer.status() == 400
        ? new Refused(
            Part.REDIRECT_URI,
            came + ", no error code",
            "configuration: redirectUri, exactly as among the application's \"Redirect URIs\" in"
                + " the console; clientId")
        : new Refused(
            Part.REQUEST,
            came + ", no error code",
            requireNonNullElse(
                Trouble.advice(answer.status()),
                "configuration: environmentId and region, or baseUrl; clientId"));
  }

  private static Refused refused(Refusal refusal, PingOneOptions options) {
    return new Refused(
        part(refusal), "answered " + refusal, advice(part(refusal), refusal, options));
  }

  /** By the fields that the faults name, then by the error code, then by the text. */
  private static Part part(Refusal refusal) {
    if (refusal.targets("redirect_uri")) {
      return Part.REDIRECT_URI;
    }
    if (refusal.targets("response_mode")) {
      return Part.RESPONSE_MODE;
    }
    if (refusal.targets("scope") || refusal.is("invalid_scope")) {
      return Part.SCOPE;
    }
    if (refusal.targets("acr_values") || isOfPolicy(refusal)) {
      return Part.POLICY;
    }
    if (aboutRequest(refusal)
        || refusal.faults().stream().anyMatch(fault -> fault.target() != null)) {
      return Part.REQUEST;
    }
    if (refusal.mentions("redirect_uri", "redirect uri")) {
      return Part.REDIRECT_URI;
    }
    if (refusal.mentions("response_mode", "response mode", "pi.flow")) {
      return Part.RESPONSE_MODE;
    }
    return refusal.mentions("scope") ? Part.SCOPE : Part.REQUEST;
  }

  private static boolean isOfPolicy(Refusal refusal) {
    return refusal.is(
        "login_required",
        "interaction_required",
        "consent_required",
        "account_selection_required",
        "access_denied",
        "NO_USABLE_DEVICES");
  }

  private static boolean aboutRequest(Refusal refusal) {
    return refusal.is(
        "invalid_client",
        "unauthorized_client",
        "unsupported_response_type",
        "invalid_request_object",
        "invalid_request_uri",
        "server_error",
        "temporarily_unavailable",
        "REQUEST_LIMITED",
        "NOT_FOUND");
  }

  private static String advice(Part part, Refusal refusal, PingOneOptions options) {
    return switch (part) {
      case REDIRECT_URI ->
          "configuration: redirectUri, exactly as among the application's \"Redirect URIs\" in the"
              + " console";
      case RESPONSE_MODE ->
          "console: allow "
              + mode(options)
              + " for the application; or configuration: responseMode \""
              + (mode(options).equals("pi.flow") ? "query" : "pi.flow")
              + '"';
      case SCOPE ->
          "configuration: scope; console: the application's \"Resources\", which grant scopes";
      case POLICY -> POLICY_ADVICE;
      case REQUEST -> request(refusal, options);
    };
  }

  private static String request(Refusal refusal, PingOneOptions options) {
    String trouble = Trouble.advice(refusal.status());
    if (trouble != null) {
      return trouble;
    }
    if (refusal.is("server_error", "temporarily_unavailable")) {
      return "PingOne's status page; console: the sign-on policy";
    }
    if (refusal.is("unsupported_response_type") || refusal.targets("response_type")) {
      return "console: the application's \"Response type\" (Code) and \"Grant type\""
          + " (Authorization Code)";
    }
    if (refusal.targets("code_challenge")
        || refusal.targets("code_challenge_method")
        || refusal.mentions("pkce", "code_challenge")) {
      return "console: the application's \"PKCE enforcement\", which must allow S256";
    }
    if (refusal.targets("request_uri")
        || refusal.is("invalid_request_uri")
        || refusal.mentions("request_uri", "pushed")) {
      return options.pushedAuthorization()
          ? "console: whether the application allows pushed authorization requests; configuration:"
              + " pushedAuthorization"
          : "configuration: pushedAuthorization true, as the application requires pushed requests";
    }
    if (refusal.targets("request")
        || refusal.is("invalid_request_object")
        || refusal.mentions("request object")) {
      return options.requestObject()
          ? "configuration: "
              + (options.assertion().requestObjectAlgorithm().isMac()
                  ? "clientSecret"
                  : "privateKeyFile")
              + ", which signs request objects; requestObject"
          : "configuration: requestObject true, as the application requires signed requests";
    }
    if (refusal.targets("client_id")
        || refusal.is("invalid_client", "NOT_FOUND", "ACCESS_FAILED")
        || refusal.mentions("disabled")) {
      return "configuration: clientId, and environmentId and region, or baseUrl; console: whether"
          + " the application is enabled";
    }
    if (refusal.is("unauthorized_client")) {
      return "console: the application's \"Grant type\" (Authorization Code)";
    }
    return "the setting that the text names; clientId, redirectUri, scope, \"Policies\"";
  }

  private static String mode(PingOneOptions options) {
    return options.responseMode().wireName();
  }
}
