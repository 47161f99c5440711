package dev.tokenflow.pingone.sandbox;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;

/** A sign-on under way. */
final class Flow {
  private final Authorization authorization;
  private final Duration lifetime;
  private final Instant createdAt = now();
  private final Queue<SandboxFlowStatus> nextSteps = new ArrayDeque<>();
  private Instant touchedAt = createdAt;
  private String id = UUID.randomUUID().toString();
  private SandboxFlowStatus status;
  private SandboxUser user;
  private int tries;
  private int looks;
  private String challenge;
  private BrowserCookies cookies;
  private BrowserCookies cookiesBefore;

  /** What a browser has to send back. */
  private record BrowserCookies(String sessionToken, String sessionTokenNoSameSite) {
    boolean cameWith(HttpServerRequest request) {
      return has(request, "ST", sessionToken) && has(request, "ST-NO-SS", sessionTokenNoSameSite);
    }

    private static boolean has(HttpServerRequest request, String name, String value) {
      Cookie cookie = request.getCookie(name);
      return cookie != null && cookie.getValue().equals(value);
    }
  }

  Flow(Authorization authorization, Duration lifetime) {
    this.authorization = authorization;
    this.lifetime = lifetime;
    this.status =
        authorization.identifierFirst()
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

  /** Who signs on; null as long as nobody told. */
  SandboxUser user() {
    return user;
  }

  /** The challenge that a security key has to sign; null at any other step. */
  String challenge() {
    return challenge;
  }

  void identified(SandboxUser who) {
    user = who;
    status = SandboxFlowStatus.PASSWORD_REQUIRED;
  }

  void forgot(SandboxUser who) {
    user = who;
    status = SandboxFlowStatus.RECOVERY_CODE_REQUIRED;
  }

  /** The user is who they claim; what else the policy asks for is still to come. */
  void passwordAccepted(SandboxUser who, boolean passwordIsNew) {
    user = who;
    nextSteps.clear();
    nextSteps.addAll(who.policy().steps());
    if (passwordIsNew) {
      nextSteps.remove(SandboxFlowStatus.MUST_CHANGE_PASSWORD);
      nextSteps.remove(SandboxFlowStatus.PASSWORD_EXPIRED);
      nextSteps.remove(SandboxFlowStatus.RECOVERY_CODE_REQUIRED);
    }
    stepDone();
  }

  /** On to the policy's next step, or to the end. */
  void stepDone() {
    goTo(nextSteps.isEmpty() ? SandboxFlowStatus.COMPLETED : nextSteps.remove());
  }

  void goTo(SandboxFlowStatus step) {
    status = step;
    tries = 0;
    looks = 0;
    challenge = null;
  }

  /** The step asks for what a security key signs. */
  void challenge(String random) {
    challenge = random;
  }

  /** One more wrong try at this step; how many there were. */
  int wrongTry() {
    return ++tries;
  }

  /** One more look at this step; how many there were. */
  int look() {
    return ++looks;
  }

  /** PingOne forgets flows that nobody touches. */
  void touch() {
    touchedAt = now();
  }

  boolean isExpired() {
    return Instant.now().isAfter(touchedAt.plus(lifetime));
  }

  /** Gives the browser new cookies; those it had are good for one more look at most. */
  void renewCookies(HttpServerRequest request, SecureRandom random) {
    cookiesBefore = cookies;
    cookies = new BrowserCookies(Compact.random(random), Compact.random(random));
    request.response().addCookie(cookie("ST", cookies.sessionToken()));
    request.response().addCookie(cookie("ST-NO-SS", cookies.sessionTokenNoSameSite()));
  }

  private static Cookie cookie(String name, String value) {
    return Cookie.cookie(name, value).setPath("/").setHttpOnly(true).setSecure(true);
  }

  /** Whether a request comes from the browser that began the flow. */
  boolean belongsTo(HttpServerRequest request) {
    return cookies.cameWith(request);
  }

  /** Whether it comes from that browser, but the last answer never reached it. */
  boolean missedAnAnswer(HttpServerRequest request) {
    return cookiesBefore != null && cookiesBefore.cameWith(request);
  }

  /** The flow resource. */
  JsonObject resource(String baseUrl) {
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
    if (challenge != null) {
      resource.put("publicKeyCredentialRequestOptions", SecurityKey.requestOptions(challenge));
    }
    return resource;
  }

  private JsonObject links(String baseUrl) {
    String self = baseUrl + "/flows/" + id;
    JsonObject links = new JsonObject().put("self", link(self));
    status.actions().forEach(action -> links.put(action, link(self)));
    if (status == SandboxFlowStatus.EXTERNAL_AUTHENTICATION_REQUIRED
        || status == SandboxFlowStatus.ACCOUNT_LINKING_REQUIRED) {
      links.put("authenticate", link(baseUrl + "/rp/authenticate?flowId=" + id));
    }
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
      case AGREEMENT_CONSENT_REQUIRED ->
          embedded.put(
              "agreement",
              new JsonObject()
                  .put("id", "5a4d0000-0000-4000-8000-0000000000aa")
                  .put("title", "Terms of service"));
      default -> {
        // The other steps need no more than their name.
      }
    }
    return embedded;
  }
}
