package dev.tokenflow.pingone.sandbox;

import static java.util.Objects.requireNonNull;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A sign-on in progress. */
final class SandboxFlow {
  static final String REGISTER = "user.register";

  private final Authorization authorization;
  private final Duration lifetime;
  private final Instant createdAt = now();
  private final Queue<SandboxFlowStatus> nextSteps = new ArrayDeque<>();
  private final Set<String> methods = new LinkedHashSet<>();
  private Instant touchedAt = createdAt;
  private String id = UUID.randomUUID().toString();
  private SandboxFlowStatus status;
  private @Nullable SandboxUser user;
  private int attempts;
  private int polls;
  private @Nullable String challenge;
  private @Nullable BrowserCookies cookies;
  private @Nullable BrowserCookies previousCookies;

  /** The cookies that the browser must send back. */
  private record BrowserCookies(String sessionToken, String sessionTokenNoSameSite) {
    boolean matches(HttpServerRequest request) {
      return has(request, "ST", sessionToken) && has(request, "ST-NO-SS", sessionTokenNoSameSite);
    }

    private static boolean has(HttpServerRequest request, String name, String value) {
      Cookie cookie = request.getCookie(name);
      return cookie != null && cookie.getValue().equals(value);
    }
  }

  SandboxFlow(Authorization authorization, Duration lifetime) {
    this.authorization = authorization;
    this.lifetime = lifetime;
    this.status =
        authorization.policy() == SandboxSignOnPolicy.IDENTIFIER_FIRST
            ? SandboxFlowStatus.SIGN_ON_REQUIRED
            : SandboxFlowStatus.USERNAME_PASSWORD_REQUIRED;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  String id() {
    return id;
  }

  void renewId() {
    id = UUID.randomUUID().toString();
  }

  Authorization authorization() {
    return authorization;
  }

  SandboxFlowStatus status() {
    return status;
  }

  /** The user who signs on; not before the flow was given a user name. */
  SandboxUser user() {
    return requireNonNull(user);
  }

  /** Whether a user other than this one has been identified already. */
  boolean belongsToOtherThan(String username) {
    return user != null && !user.username().equals(username);
  }

  /** The challenge for the security key, or null at any other step. */
  @Nullable String challenge() {
    return challenge;
  }

  void identify(SandboxUser who) {
    user = who;
    status = SandboxFlowStatus.PASSWORD_REQUIRED;
  }

  /**
   * Begins the recovery of a password.
   *
   * @param who null for a user who does not exist, which is not to show
   */
  void startRecovery(@Nullable SandboxUser who) {
    user = who;
    goTo(SandboxFlowStatus.RECOVERY_CODE_REQUIRED);
  }

  /** Asks for a passkey, which will say whose it is. */
  void askForPasskey() {
    goTo(SandboxFlowStatus.ASSERTION_REQUIRED);
  }

  /** The passkey said whose it is. */
  void passkeyOf(SandboxUser who) {
    user = who;
  }

  /** Whether the flow belongs to a user who exists. */
  boolean hasUser() {
    return user != null;
  }

  /** A new user registered, whose address is to be verified. */
  void register(SandboxUser who) {
    user = who;
    methods.add("pwd");
    nextSteps.clear();
    goTo(SandboxFlowStatus.VERIFICATION_CODE_REQUIRED);
  }

  /** Moves on to what the user's policy demands besides the password. */
  void skipPassword(SandboxUser who) {
    user = who;
    nextSteps.addAll(who.policy().steps());
    advance();
  }

  /** How the user was authenticated so far (RFC 8176). */
  List<String> methods() {
    return List.copyOf(methods);
  }

  void authenticatedBy(String method) {
    methods.add(method);
  }

  /** The actions that are offered now; registration where the policy allows it. */
  List<String> actions() {
    List<String> actions = new ArrayList<>(status.actions());
    if (authorization.policy() == SandboxSignOnPolicy.REGISTRATION
        && status == SandboxFlowStatus.USERNAME_PASSWORD_REQUIRED) {
      actions.add(REGISTER);
    }
    if (!hasUser()) {
      // Nobody's devices: a passkey has to say first whose it is.
      actions.remove("device.select");
    }
    return actions;
  }

  /** Moves on to the first further step that the user's policy demands. */
  void acceptPassword(SandboxUser who, boolean passwordIsNew) {
    user = who;
    methods.add("pwd");
    nextSteps.clear();
    nextSteps.addAll(who.policy().steps());
    if (passwordIsNew) {
      nextSteps.remove(SandboxFlowStatus.MUST_CHANGE_PASSWORD);
      nextSteps.remove(SandboxFlowStatus.PASSWORD_EXPIRED);
      nextSteps.remove(SandboxFlowStatus.RECOVERY_CODE_REQUIRED);
    }
    advance();
  }

  /** Moves on to the policy's next step, or completes the flow. */
  void advance() {
    goTo(nextSteps.isEmpty() ? SandboxFlowStatus.COMPLETED : nextSteps.remove());
  }

  void goTo(SandboxFlowStatus step) {
    status = step;
    attempts = 0;
    polls = 0;
    challenge = null;
  }

  /** Sets the challenge that the security key must sign at this step. */
  void challenge(String random) {
    challenge = random;
  }

  /** Counts a wrong attempt at this step and returns the new count. */
  int wrongAttempt() {
    return ++attempts;
  }

  /** How many wrong attempts there were at this step. */
  int attempts() {
    return attempts;
  }

  /** A new code was sent. */
  void forgetAttempts() {
    attempts = 0;
  }

  /** Counts a poll at this step and returns the new count. */
  int poll() {
    return ++polls;
  }

  /** Restarts the lifetime: PingOne expires flows after a period without requests. */
  void touch() {
    touchedAt = now();
  }

  boolean isExpired() {
    return Instant.now().isAfter(touchedAt.plus(lifetime));
  }

  /**
   * Issues new cookies. The previous ones are still accepted for reading the flow, in case the
   * response with the new ones is lost.
   */
  void renewCookies(HttpServerRequest request, SecureRandom random) {
    previousCookies = cookies;
    BrowserCookies renewed =
        new BrowserCookies(Crypto.randomValue(random), Crypto.randomValue(random));
    cookies = renewed;
    request.response().addCookie(cookie("ST", renewed.sessionToken()));
    request.response().addCookie(cookie("ST-NO-SS", renewed.sessionTokenNoSameSite()));
  }

  private static Cookie cookie(String name, String value) {
    return Cookie.cookie(name, value).setPath("/").setHttpOnly(true).setSecure(true);
  }

  /** Whether a request carries the flow's current cookies. */
  boolean hasCurrentCookies(HttpServerRequest request) {
    return cookies != null && cookies.matches(request);
  }

  /** Whether a request carries the previous cookies, so the last response was lost. */
  boolean missedLastResponse(HttpServerRequest request) {
    return previousCookies != null && previousCookies.matches(request);
  }

  /**
   * The flow resource, as PingOne represents it.
   *
   * @param passkeyOptions the options for a challenge, in some form
   */
  JsonObject resource(String baseUrl, Function<String, Object> passkeyOptions) {
    JsonObject resource =
        new JsonObject()
            .put("_links", links(baseUrl))
            .put("id", id)
            .put("resumeUrl", baseUrl + "/as/resume?flowId=" + id)
            .put("status", status.name())
            .put("createdAt", createdAt.toString())
            .put("expiresAt", touchedAt.plus(lifetime).toString())
            .put("_embedded", embedded());
    if (status == SandboxFlowStatus.FAILED) {
      resource.put(
          "error",
          new JsonObject()
              .put("code", "POLICY_DENIED")
              .put("message", "The sign-on policy does not let this user in."));
    }
    Device selected = Device.inUse(status);
    if (user != null && selected != null) {
      resource.put("selectedDevice", new JsonObject().put("id", selected.id()));
    }
    if (challenge != null) {
      resource.put("publicKeyCredentialRequestOptions", passkeyOptions.apply(challenge));
    }
    return resource;
  }

  private JsonObject links(String baseUrl) {
    String self = baseUrl + "/flows/" + id;
    // A page of another host: no action, like self and curies.
    JsonObject links =
        new JsonObject()
            .put("self", link(self))
            .put("signOnPage", link("https://apps.pingone.com/signon/?flowId=" + id))
            .put(
                "curies",
                new JsonArray().add(link("https://docs.example.com/{rel}").put("name", "p1")));
    // HAL allows one link or an array of them.
    actions()
        .forEach(
            action ->
                links.put(
                    action,
                    action.equals("device.select") ? new JsonArray().add(link(self)) : link(self)));
    return links;
  }

  private static JsonObject link(String href) {
    return new JsonObject().put("href", href);
  }

  private JsonObject embedded() {
    JsonObject embedded = new JsonObject();
    if (user != null) {
      embedded.put(
          "user", new JsonObject().put("id", user.subject()).put("username", user.username()));
    }
    switch (status) {
      case DEVICE_SELECTION_REQUIRED,
          OTP_REQUIRED,
          PUSH_CONFIRMATION_REQUIRED,
          PUSH_CONFIRMATION_TIMED_OUT,
          ASSERTION_REQUIRED ->
          embedded.put("devices", Device.all());
      case PROFILE_DATA_REQUIRED ->
          embedded.put(
              "attributes",
              new JsonArray().add(new JsonObject().put("name", "nickname").put("required", true)));
      case EXTERNAL_AUTHENTICATION_REQUIRED ->
          embedded.put(
              "identityProvider",
              new JsonObject()
                  .put("name", "Example IdP")
                  .put(
                      "_links",
                      new JsonObject()
                          .put(
                              "authenticate",
                              link("https://idp.example.com/authenticate?flowId=" + id))));
      case AGREEMENT_CONSENT_REQUIRED ->
          embedded.put(
              "agreement",
              new JsonObject()
                  .put("id", "5a4d0000-0000-4000-8000-0000000000aa")
                  .put("title", "Terms of service"));
      default -> {
        // The other steps embed nothing but the user.
      }
    }
    return embedded;
  }
}
