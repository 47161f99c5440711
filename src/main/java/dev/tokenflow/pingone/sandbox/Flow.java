package dev.tokenflow.pingone.sandbox;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** A sign-on under way. */
final class Flow {
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  /** Where a sign-on stands, named as PingOne names it. */
  enum Status {
    USERNAME_PASSWORD_REQUIRED,
    OTP_REQUIRED,
    EXTERNAL_AUTHENTICATION_REQUIRED,
    COMPLETED,
    FAILED;

    private List<String> actions() {
      return switch (this) {
        case USERNAME_PASSWORD_REQUIRED -> List.of("usernamePassword.check", "password.forgot");
        case OTP_REQUIRED -> List.of("otp.check", "device.select");
        case EXTERNAL_AUTHENTICATION_REQUIRED, COMPLETED, FAILED -> List.of();
      };
    }
  }

  private final Authorization authorization;
  private final Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private String id = UUID.randomUUID().toString();
  private Status status = Status.USERNAME_PASSWORD_REQUIRED;
  private SandboxUser user;
  private String sessionToken;
  private String sessionTokenNoSameSite;

  Flow(Authorization authorization) {
    this.authorization = authorization;
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

  Status status() {
    return status;
  }

  SandboxUser user() {
    return user;
  }

  void passwordAccepted(SandboxUser who) {
    user = who;
    status =
        switch (who.policy()) {
          case PASSWORD, DISABLED -> Status.COMPLETED;
          case ONE_TIME_PASSCODE -> Status.OTP_REQUIRED;
          case EXTERNAL_IDENTITY_PROVIDER -> Status.EXTERNAL_AUTHENTICATION_REQUIRED;
          case FAILS -> Status.FAILED;
        };
  }

  boolean isExpired() {
    return Instant.now().isAfter(createdAt.plus(LIFETIME));
  }

  /** Gives the browser new cookies; those it had are good no longer. */
  void renewCookies(HttpServerRequest request, SecureRandom random) {
    sessionToken = Compact.random(random);
    sessionTokenNoSameSite = Compact.random(random);
    request.response().addCookie(cookie("ST", sessionToken));
    request.response().addCookie(cookie("ST-NO-SS", sessionTokenNoSameSite));
  }

  private static Cookie cookie(String name, String value) {
    return Cookie.cookie(name, value).setPath("/").setHttpOnly(true).setSecure(true);
  }

  /** Whether a request comes from the browser that began the flow. */
  boolean belongsTo(HttpServerRequest request) {
    return has(request, "ST", sessionToken) && has(request, "ST-NO-SS", sessionTokenNoSameSite);
  }

  private static boolean has(HttpServerRequest request, String name, String value) {
    Cookie cookie = request.getCookie(name);
    return cookie != null && cookie.getValue().equals(value);
  }

  /** The flow resource. */
  JsonObject resource(String baseUrl) {
    String self = baseUrl + "/flows/" + id;
    JsonObject links = new JsonObject().put("self", new JsonObject().put("href", self));
    for (String action : status.actions()) {
      links.put(action, new JsonObject().put("href", self));
    }
    JsonObject resource =
        new JsonObject()
            .put("_links", links)
            .put("id", id)
            .put("resumeUrl", baseUrl + "/as/resume?flowId=" + id)
            .put("status", status.name())
            .put("createdAt", createdAt.toString())
            .put("expiresAt", createdAt.plus(LIFETIME).toString())
            .put("_embedded", embedded());
    if (status == Status.FAILED) {
      resource.put(
          "error",
          new JsonObject()
              .put("code", "POLICY_DENIED")
              .put("message", "The sign-on policy does not let this user in."));
    }
    return resource;
  }

  private JsonObject embedded() {
    JsonObject embedded = new JsonObject();
    if (user != null) {
      embedded.put(
          "user", new JsonObject().put("id", user.subject()).put("username", user.username()));
    }
    if (status == Status.OTP_REQUIRED) {
      embedded.put(
          "devices",
          new JsonArray()
              .add(
                  new JsonObject()
                      .put("id", "5a4d0000-0000-4000-8000-00000000000d")
                      .put("type", "SMS")
                      .put("phone", "*******42")));
    }
    return embedded;
  }
}
