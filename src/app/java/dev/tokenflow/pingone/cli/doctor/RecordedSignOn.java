package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.options.Endpoints;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Signs a user on for the record alone, with a password that PingOne has accepted: the client keeps
 * its answers to itself. It goes on while a password is enough, and reports nothing.
 */
final class RecordedSignOn {
  private static final String VENDOR = "application/vnd.pingidentity.%s+json";

  private final PingOneOptions options;
  private final Endpoints endpoints;
  private final Requests requests;
  private final ClientAuthentication authentication;
  private final User user;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  RecordedSignOn(
      PingOneOptions options, Requests requests, ClientAuthentication authentication, User user) {
    this.options = options;
    this.endpoints = options.endpoints();
    this.requests = requests;
    this.authentication = authentication;
    this.user = user;
  }

  void run() {
    String verifier = RandomText.make();
    Reply reply =
        new AuthorizationRequest(options, requests, authentication)
            .send(options.responseMode(), options.scope(), verifier);
    JsonObject flow = flow(reply);
    if (offers(flow, "user.lookup") && !offers(flow, "usernamePassword.check")) {
      flow = act(flow, "user.lookup", new JsonObject().put("username", user.name()));
    }
    if (!offers(flow, "usernamePassword.check")) {
      return;
    }
    flow =
        act(
            flow,
            "usernamePassword.check",
            new JsonObject().put("username", user.name()).put("password", user.password()));
    if ("COMPLETED".equals(flow.getValue("status"))) {
      redeem(resume(flow), verifier);
    }
  }

  /** The flow that an authorization request began. */
  private JsonObject flow(Reply reply) {
    JsonObject flow = keepCookies(reply);
    String flowId =
        reply instanceof Reply.Answer answer && answer.isRedirect()
            ? answer.redirectParameters().get("flowId")
            : null;
    return flowId == null
        ? flow
        : keepCookies(requests.get("flow", endpoints.flows() + "/" + flowId, headers()));
  }

  private JsonObject act(JsonObject flow, String action, JsonObject input) {
    Map<String, String> headers = headers();
    headers.put("Content-Type", VENDOR.formatted(action));
    return keepCookies(
        requests.send(
            action,
            HttpMethod.POST,
            endpoints.flows() + "/" + id(flow),
            headers,
            input.toBuffer()));
  }

  private @Nullable String resume(JsonObject flow) {
    Reply reply = requests.get("resume", endpoints.resume() + "?flowId=" + id(flow), headers());
    if (reply instanceof Reply.Answer answer && answer.isRedirect()) {
      return answer.redirectParameters().get("code");
    }
    return keepCookies(reply).getValue("authorizeResponse") instanceof JsonObject response
            && response.getValue("code") instanceof String code
        ? code
        : null;
  }

  private void redeem(@Nullable String code, String verifier) {
    if (code == null) {
      return;
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", options.redirectUri());
    form.put("code_verifier", verifier);
    requests.postForm(
        "token", endpoints.token(), authentication.authenticate(form, endpoints.token()));
  }

  /** Whether the action can be posted now. No link is followed: the target is always the flow. */
  private static boolean offers(JsonObject flow, String action) {
    return !id(flow).isEmpty()
        && flow.getValue("_links") instanceof JsonObject links
        && links.containsKey(action);
  }

  private static String id(JsonObject flow) {
    return flow.getValue("id") instanceof String id && id.matches("[A-Za-z0-9._-]{1,128}")
        ? id
        : "";
  }

  private JsonObject keepCookies(Reply reply) {
    if (!(reply instanceof Reply.Answer answer)) {
      return new JsonObject();
    }
    for (String cookie : answer.cookies().split("; ", -1)) {
      String[] parts = cookie.split("=", 2);
      if (parts.length == 2) {
        cookies.put(parts[0], parts[1]);
      }
    }
    return answer.json();
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    if (!cookies.isEmpty()) {
      headers.put(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    return headers;
  }
}
