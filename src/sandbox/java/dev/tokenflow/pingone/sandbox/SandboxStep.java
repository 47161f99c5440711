package dev.tokenflow.pingone.sandbox;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** What a request to the sandbox is for. */
public enum SandboxStep {
  /** The authorization request. */
  AUTHORIZE,
  /** The user name and password, or the user name alone. */
  CREDENTIALS,
  /** Any other action on a flow. */
  ACTION,
  /** A GET of a flow. */
  LOOK,
  /** The request that resumes a completed flow. */
  RESUME,
  /** The token request. */
  TOKEN,
  /** The key set. */
  JWKS,
  /** The pushed authorization request. */
  PAR,
  /** Introspection. */
  INTROSPECT,
  /** Revocation. */
  REVOKE,
  /** UserInfo. */
  USERINFO,
  /** The end of a session by an ID token. */
  SIGN_OFF,
  /** Anything else. */
  OTHER;

  /** Tells the step from path and headers; the body need not have been read yet. */
  public static SandboxStep of(HttpServerRequest request) {
    String path = request.path();
    if (path.contains("/flows/")) {
      return request.method().name().equals("GET") ? LOOK : actionOf(request);
    }
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "authorize" -> AUTHORIZE;
      case "resume" -> RESUME;
      case "token" -> TOKEN;
      case "jwks" -> JWKS;
      case "par" -> PAR;
      case "introspect" -> INTROSPECT;
      case "revoke" -> REVOKE;
      case "userinfo" -> USERINFO;
      case "idpSignoff" -> SIGN_OFF;
      default -> OTHER;
    };
  }

  private static SandboxStep actionOf(HttpServerRequest request) {
    String type = String.valueOf(request.getHeader("Content-Type"));
    return type.contains(".usernamePassword.check") || type.contains(".user.lookup")
        ? CREDENTIALS
        : ACTION;
  }

  /** The name used on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
