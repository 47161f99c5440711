package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.cli.doctor.AuthorizationReading.Flow;
import dev.tokenflow.pingone.cli.doctor.AuthorizationReading.Meaning;
import dev.tokenflow.pingone.cli.doctor.AuthorizationReading.Part;
import dev.tokenflow.pingone.cli.doctor.AuthorizationReading.Refused;
import dev.tokenflow.pingone.cli.doctor.AuthorizationReading.SignOnPage;
import dev.tokenflow.pingone.options.Endpoints;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.options.ResponseMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Begins a flow with the configured values and ends it there. PingOne names one fault at a time, so
 * the request is repeated without what was refused: that shows whether the rest is right.
 */
final class AuthorizationCheck {
  private static final int MAX_SCOPES = 10;
  private static final Set<String> LOGIN =
      Set.of("USERNAME_PASSWORD_REQUIRED", "PASSWORD_REQUIRED", "SIGN_ON_REQUIRED");

  private final PingOneOptions options;
  private final Endpoints endpoints;
  private final Requests requests;
  private final AuthorizationRequest request;
  private final Map<Part, Finding> found = new EnumMap<>(Part.class);

  AuthorizationCheck(
      PingOneOptions options, Requests requests, ClientAuthentication authentication) {
    this.options = options;
    this.endpoints = options.endpoints();
    this.requests = requests;
    this.request = new AuthorizationRequest(options, requests, authentication);
  }

  /** One finding for each part. */
  List<Finding> run() {
    ResponseMode mode = options.responseMode();
    String scope = options.scope();
    Meaning meaning = ask(mode, scope);
    while (meaning instanceof Refused refused && !isRefused(refused.part())) {
      note(refused);
      if (refused.part() == Part.RESPONSE_MODE) {
        mode = mode == ResponseMode.PI_FLOW ? ResponseMode.QUERY : ResponseMode.PI_FLOW;
      } else if (refused.part() == Part.SCOPE && !scope.equals("openid")) {
        noteScopes(mode, refused);
        scope = "openid";
      } else {
        break;
      }
      meaning = ask(mode, scope);
    }
    if (!(meaning instanceof Refused)) {
      accept(meaning, mode);
    }
    return Arrays.stream(Part.values()).map(this::finding).toList();
  }

  private boolean isRefused(Part part) {
    Finding earlier = found.get(part);
    return earlier != null && earlier.hasFailed();
  }

  private Finding finding(Part part) {
    return found.getOrDefault(
        part,
        Finding.skipped(
            part.check(),
            "not known, since PingOne refuses: "
                + found.values().stream()
                    .filter(Finding::hasFailed)
                    .map(Finding::check)
                    .collect(Collectors.joining(", "))));
  }

  private void note(Refused refused) {
    found.put(
        refused.part(),
        Finding.failed(refused.part().check(), tried() + " " + refused.came(), refused.advice()));
    if (refused.part() != Part.REQUEST) {
      found.putIfAbsent(Part.REQUEST, Finding.ok(Part.REQUEST.check(), tried() + " is understood"));
    }
    if (refused.redirected()) {
      found.putIfAbsent(Part.REDIRECT_URI, isRegistered());
    }
  }

  /** Asks for each scope alone, to say which of several is refused. */
  private void noteScopes(ResponseMode mode, Refused refused) {
    List<String> scopes =
        Arrays.stream(options.scope().split(" ", -1))
            .filter(each -> !each.equals("openid"))
            .limit(MAX_SCOPES)
            .toList();
    if (scopes.size() < 2) {
      return;
    }
    List<String> bad = new ArrayList<>();
    for (String each : scopes) {
      if (ask(mode, "openid " + each) instanceof Refused alone && alone.part() == Part.SCOPE) {
        bad.add('"' + each + '"');
      }
    }
    if (!bad.isEmpty()) {
      found.put(
          Part.SCOPE,
          Finding.failed(
              Part.SCOPE.check(),
              tried() + " " + refused.came() + "; refused alone: " + String.join(", ", bad),
              refused.advice()));
    }
  }

  private Finding isRegistered() {
    return Finding.ok(Part.REDIRECT_URI.check(), options.redirectUri() + " is registered");
  }

  private void accept(Meaning meaning, ResponseMode mode) {
    String asked = options.responseMode().wireName();
    found.putIfAbsent(Part.REQUEST, Finding.ok(Part.REQUEST.check(), tried() + " is accepted"));
    found.putIfAbsent(Part.REDIRECT_URI, isRegistered());
    found.putIfAbsent(Part.SCOPE, Finding.ok(Part.SCOPE.check(), options.scope() + ": accepted"));
    Finding refusedMode = found.get(Part.RESPONSE_MODE);
    if (refusedMode != null) {
      found.put(
          Part.RESPONSE_MODE,
          Finding.failed(
              refusedMode.check(),
              refusedMode.text() + "; \"" + mode.wireName() + "\" is accepted",
              String.valueOf(refusedMode.advice())));
    } else if (meaning instanceof SignOnPage && mode == ResponseMode.PI_FLOW) {
      found.put(
          Part.RESPONSE_MODE,
          Finding.failed(
              Part.RESPONSE_MODE.check(),
              asked + " was asked for, and a redirect to a sign-on page came",
              "console: allow pi.flow for the application; or configuration: responseMode"
                  + " \"query\""));
    } else {
      found.put(
          Part.RESPONSE_MODE,
          Finding.ok(
              Part.RESPONSE_MODE.check(),
              asked
                  + (meaning instanceof SignOnPage
                      ? ": a redirect came"
                      : meaning instanceof Flow ? ": a flow came" : ": a code came")));
    }
    found.putIfAbsent(
        Part.POLICY, meaning instanceof SignOnPage page ? policy(read(page)) : policy(meaning));
  }

  private static Finding policy(Meaning meaning) {
    String check = Part.POLICY.check();
    if (meaning instanceof Flow flow) {
      return LOGIN.contains(flow.status())
          ? Finding.ok(check, "the flow begins with " + flow.status())
          : Finding.failed(
              check,
              "the flow begins with " + flow.status() + ", not with a password",
              AuthorizationReading.POLICY_ADVICE);
    }
    if (meaning instanceof SignOnPage) {
      return Finding.skipped(check, "no flow that can be read behind the sign-on page");
    }
    return meaning instanceof Refused refused
        ? Finding.failed(check, "the flow " + refused.came(), refused.advice())
        : Finding.ok(check, "nothing to ask: a code came at once");
  }

  /** The flow behind a sign-on page, which PingOne shows to anyone who has its cookies. */
  private Meaning read(SignOnPage page) {
    if (endpoints.flows() == null) {
      return page;
    }
    return AuthorizationReading.of(
        requests.get(
            "flow", endpoints.flows() + "/" + page.flowId(), Map.of("Cookie", page.cookies())),
        options);
  }

  /** No code is redeemed, so the verifier is not kept. */
  private Meaning ask(ResponseMode mode, String scope) {
    return AuthorizationReading.of(request.send(mode, scope, RandomText.make()), options);
  }

  private String tried() {
    return request.outline();
  }
}
