package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** Authorize, the flow's actions, and resume. */
final class SignOnEndpoints {
  private static final String CHECK = "application/vnd.pingidentity.usernamePassword.check+json";

  private final SandboxOptions options;
  private final String baseUrl;
  private final SecureRandom random;
  private final Passwords passwords;
  private final Codes codes;
  private final Map<String, Flow> flows = new HashMap<>();

  SignOnEndpoints(SandboxOptions options, String baseUrl, SecureRandom random, Codes codes) {
    this.options = options;
    this.baseUrl = baseUrl;
    this.random = random;
    this.passwords = new Passwords(options.users());
    this.codes = codes;
  }

  Answer authorize(HttpServerRequest request, MultiMap form) {
    Flow flow = new Flow(Authorization.accept(options, form));
    flows.put(flow.id(), flow);
    flow.renewCookies(request, random);
    return flow.authorization().inFlow()
        ? Answer.json(flow.resource(baseUrl))
        : Answer.redirect(
            baseUrl + "/signon/?environmentId=" + options.environmentId() + "&flowId=" + flow.id());
  }

  Answer look(HttpServerRequest request, String flowId) {
    return Answer.json(flow(request, flowId).resource(baseUrl));
  }

  Answer act(HttpServerRequest request, String flowId, Buffer body) {
    Flow flow = flow(request, flowId);
    if (!CHECK.equals(request.getHeader("Content-Type"))) {
      throw Refusal.platform(415, "INVALID_REQUEST", "Unsupported media type.");
    }
    if (flow.status() != Flow.Status.USERNAME_PASSWORD_REQUIRED) {
      throw Refusal.platform(400, "INVALID_REQUEST", "The action is not possible now.");
    }
    JsonObject input = json(body);
    if (!(input.getValue("username") instanceof String username)
        || !(input.getValue("password") instanceof String password)) {
      throw Refusal.platform(400, "INVALID_DATA", "Validation errors occurred.")
          .with("REQUIRED_VALUE", "username", "username and password are required");
    }
    flow.passwordAccepted(passwords.check(username, password));
    if (options.newFlowIds()) {
      flows.remove(flowId);
      flow.renewId();
      flows.put(flow.id(), flow);
    }
    flow.renewCookies(request, random);
    return Answer.json(flow.resource(baseUrl));
  }

  Answer resume(HttpServerRequest request) {
    Flow flow = flow(request, request.getParam("flowId"));
    if (flow.status() != Flow.Status.COMPLETED) {
      throw Refusal.platform(400, "INVALID_REQUEST", "The flow is not completed.");
    }
    flows.remove(flow.id());
    Authorization authorization = flow.authorization();
    String code = codes.issue(authorization, flow.user());
    if (authorization.inFlow()) {
      JsonObject response = new JsonObject().put("code", code);
      if (authorization.state() != null) {
        response.put("state", authorization.state());
      }
      return Answer.json(flow.resource(baseUrl).put("authorizeResponse", response));
    }
    String location = authorization.redirectUri() + "?code=" + code;
    return Answer.redirect(
        authorization.state() == null
            ? location
            : location + "&state=" + URLEncoder.encode(authorization.state(), UTF_8));
  }

  /** Flows that nobody carried on. */
  void forgetExpired() {
    flows.values().removeIf(Flow::isExpired);
  }

  private Flow flow(HttpServerRequest request, String flowId) {
    Flow flow = flowId == null ? null : flows.get(flowId);
    if (flow == null || flow.isExpired()) {
      throw Refusal.platform(404, "NOT_FOUND", "The requested flow was not found.");
    }
    if (!flow.belongsTo(request)) {
      throw Refusal.platform(403, "ACCESS_FAILED", "The flow's cookies are missing or old.");
    }
    return flow;
  }

  private static JsonObject json(Buffer body) {
    try {
      return new JsonObject(body);
    } catch (DecodeException | ClassCastException noJson) {
      throw Refusal.platform(400, "INVALID_REQUEST", "The body is no JSON object.");
    }
  }
}
