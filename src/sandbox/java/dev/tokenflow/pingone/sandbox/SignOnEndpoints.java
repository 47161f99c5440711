package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sign-on endpoints: authorize, the flow and its actions, and resume. */
final class SignOnEndpoints {
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("application/vnd\\.pingidentity\\.([A-Za-z.]+?)(\\+json)?");

  private static final Duration SESSION_AGE = Duration.ofHours(1);

  private final SandboxOptions options;
  private final Map<String, SandboxUser> users;
  private final String baseUrl;
  private final SecureRandom random;
  private final PasskeyCheck passkeys;
  private final SandboxFlowActions actions;
  private final SandboxAuthorizationRequests requests;
  private final Codes codes;
  private final Map<String, SandboxFlow> flows = new HashMap<>();

  SignOnEndpoints(
      SandboxOptions options,
      Map<String, SandboxUser> users,
      String baseUrl,
      SecureRandom random,
      SecurityKey securityKey,
      Passwords passwords,
      SandboxAuthorizationRequests requests,
      Codes codes) {
    this.options = options;
    this.users = users;
    this.baseUrl = baseUrl;
    this.random = random;
    PasskeyCheck check = options.passkeyCheck();
    this.passkeys = check == null ? securityKey::verifies : check;
    this.actions =
        new SandboxFlowActions(users, options.unknownUsersHidden(), passwords, passkeys, random);
    this.requests = requests;
    this.codes = codes;
  }

  SandboxResponse authorize(HttpServerRequest request, MultiMap form) {
    MultiMap parameters = requests.parameters(form);
    Authorization authorization = Authorization.accept(options, parameters);
    SandboxUser hinted = requests.hintedUser(parameters, users.values());
    boolean hasSession = authorization.policy() == SandboxSignOnPolicy.NOTHING_TO_ASK;
    if (authorization.isSilent() && !hasSession) {
      return AnswersWithoutFlow.loginRequired(options);
    }
    switch (authorization.policy()) {
      case LOGIN_REQUIRED -> {
        return AnswersWithoutFlow.loginRequired(options);
      }
      case SERVER_ERROR -> {
        return AnswersWithoutFlow.serverError(options);
      }
      case DAVINCI -> {
        return AnswersWithoutFlow.daVinci();
      }
      case NOTHING_TO_ASK -> {
        if (!authorization.asksAgain()) {
          return ended(
              authorization,
              options.users().values().iterator().next(),
              Instant.now().minus(SESSION_AGE),
              List.of("pwd"),
              null);
        }
      }
      case MFA_ONLY -> {
        if (hinted == null) {
          return AnswersWithoutFlow.loginRequired(options);
        }
      }
      default -> {
        // The others begin a flow.
      }
    }
    SandboxFlow flow = new SandboxFlow(authorization, options.flowLifetime());
    if (hinted != null) {
      actions.begin(flow, hinted);
    } else if (authorization.policy() == SandboxSignOnPolicy.PASSKEY) {
      flow.askForPasskey();
      actions.prepare(flow);
    }
    if (authorization.policy() == SandboxSignOnPolicy.KNOWN_ADDRESS
        && !String.valueOf(authorization.remoteIp()).startsWith("203.0.113.")) {
      flow.goTo(SandboxFlowStatus.FAILED);
    }
    flows.put(flow.id(), flow);
    flow.renewCookies(request, random);
    return flow.authorization().inFlow()
        ? SandboxResponse.json(resource(flow))
        : SandboxResponse.redirect(
            baseUrl + "/signon/?environmentId=" + options.environmentId() + "&flowId=" + flow.id());
  }

  SandboxResponse read(HttpServerRequest request, String flowId) {
    SandboxFlow flow = existing(flowId);
    if (flow.missedLastResponse(request)) {
      flow.renewCookies(request, random);
    } else {
      requireCookies(flow, request);
    }
    flow.touch();
    actions.poll(flow);
    return SandboxResponse.json(resource(flow));
  }

  SandboxResponse act(HttpServerRequest request, String flowId, Buffer body) {
    SandboxFlow flow = flow(request, flowId);
    Matcher mediaType = MEDIA_TYPE.matcher(String.valueOf(request.getHeader("Content-Type")));
    if (!mediaType.matches() || !isAction(mediaType.group(1))) {
      throw Refusal.platform(415, "INVALID_REQUEST", "Unsupported media type.");
    }
    String action = mediaType.group(1);
    boolean json = mediaType.group(2) != null;
    boolean hasInput = SandboxFlowActions.hasInput(action);
    if (json ? !hasInput && !json(body).isEmpty() : hasInput || body.length() > 0) {
      throw Refusal.platform(415, "INVALID_REQUEST", "Unsupported media type.");
    }
    if (!flow.actions().contains(action)) {
      throw Refusal.platform(400, "INVALID_REQUEST", "The flow does not offer this action now.");
    }
    try {
      actions.perform(flow, action, hasInput ? json(body) : new JsonObject());
    } catch (Refusal refusal) {
      flow.renewCookies(request, random);
      throw refusal;
    }
    if (options.newFlowIds()) {
      flows.remove(flowId);
      flow.renewId();
      flows.put(flow.id(), flow);
    }
    flow.renewCookies(request, random);
    return SandboxResponse.json(resource(flow));
  }

  private static boolean isAction(String name) {
    return name.equals(SandboxFlow.REGISTER)
        || Arrays.stream(SandboxFlowStatus.values())
            .anyMatch(status -> status.actions().contains(name));
  }

  SandboxResponse resume(HttpServerRequest request) {
    SandboxFlow flow = flow(request, request.getParam("flowId"));
    if (flow.status() != SandboxFlowStatus.COMPLETED) {
      throw Refusal.platform(400, "INVALID_REQUEST", "The flow is not completed.");
    }
    flows.remove(flow.id());
    return ended(flow.authorization(), flow.user(), Instant.now(), flow.methods(), resource(flow));
  }

  private JsonObject resource(SandboxFlow flow) {
    return flow.resource(
        baseUrl,
        challenge -> options.passkeyOptionsForm().write(passkeys.requestOptions(challenge)));
  }

  /** The authorization response, in the flow or alone. */
  private SandboxResponse ended(
      Authorization authorization,
      SandboxUser user,
      Instant authenticatedAt,
      List<String> methods,
      @Nullable JsonObject flow) {
    String code = codes.issue(authorization, user, authenticatedAt, methods);
    if (authorization.inFlow()) {
      return flow == null || authorization.policy() == SandboxSignOnPolicy.BARE_RESUME
          ? AnswersWithoutFlow.authorizeResponse(code, authorization.state())
          : SandboxResponse.json(
              flow.put(
                  "authorizeResponse",
                  AnswersWithoutFlow.authorization(code, authorization.state())));
    }
    String location = authorization.redirectUri() + "?code=" + code;
    return SandboxResponse.redirect(
        authorization.state() == null
            ? location
            : location + "&state=" + URLEncoder.encode(authorization.state(), UTF_8));
  }

  /** Ends a flow early; ignores null and unknown ids. */
  void expire(@Nullable String flowId) {
    flows.remove(flowId);
  }

  void removeExpired() {
    flows.values().removeIf(SandboxFlow::isExpired);
  }

  private SandboxFlow flow(HttpServerRequest request, @Nullable String flowId) {
    SandboxFlow flow = existing(flowId);
    requireCookies(flow, request);
    flow.touch();
    return flow;
  }

  private SandboxFlow existing(@Nullable String flowId) {
    SandboxFlow flow = flowId == null ? null : flows.get(flowId);
    if (flow == null || flow.isExpired()) {
      throw Refusal.platform(404, "NOT_FOUND", "The requested flow was not found.");
    }
    return flow;
  }

  private static void requireCookies(SandboxFlow flow, HttpServerRequest request) {
    if (!flow.hasCurrentCookies(request)) {
      throw Refusal.platform(403, "ACCESS_FAILED", "The flow's cookies are missing or outdated.");
    }
  }

  private static JsonObject json(Buffer body) {
    try {
      return new JsonObject(body);
    } catch (DecodeException | ClassCastException notAnObject) {
      throw Refusal.platform(400, "INVALID_REQUEST", "The body is not a JSON object.");
    }
  }
}
