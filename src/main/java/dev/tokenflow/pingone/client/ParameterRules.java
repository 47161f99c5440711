package dev.tokenflow.pingone.client;

import dev.tokenflow.pingone.flow.SignOnFlow;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.AuthenticationParameters;
import dev.tokenflow.pingone.message.Authorize;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.MalformedRequestException;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.AuthorizationRequest;
import dev.tokenflow.pingone.options.PingOneOptions;

/** What a request may ask for under this configuration, checked before anything is sent. */
final class ParameterRules {
  private ParameterRules() {}

  /**
   * @throws MalformedRequestException if the caller must not ask for this
   * @throws StepException {@code configuration} if nothing here signs what it needs
   */
  static void check(Authorize request, PingOneOptions options) {
    check(request.parameters(), options);
    if (request.loginHintUser() == null) {
      return;
    }
    if (!options.loginHintUser()) {
      throw new MalformedRequestException(
          "login_hint_user is not allowed here, expected none, or loginHintUser true in the"
              + " configuration");
    }
    if (options.clientSecret() == null) {
      throw unsigned("login_hint_user needs a token that the client secret signs");
    }
  }

  /** As above. */
  static void check(AuthenticationParameters parameters, PingOneOptions options) {
    if (parameters.requireAcr()) {
      requireIdToken("require_acr", parameters, options);
    }
    if (parameters.maxAge() != null) {
      requireIdToken("max_age", parameters, options);
    }
    if (parameters.remoteIp() != null
        && options.clientSecret() == null
        && options.assertion().requestObjectAlgorithm().isMac()) {
      throw unsigned(
          "remote_ip needs a request object, which an RSA key or the client secret signs");
    }
  }

  /** The ID token is what says how and when the user was authenticated. */
  private static void requireIdToken(
      String field, AuthenticationParameters parameters, PingOneOptions options) {
    if (!AuthorizationRequest.requestsIdToken(SignOnFlow.scope(parameters, options))) {
      throw new MalformedRequestException(
          field + " needs an ID token, expected openid in the scope");
    }
    if (!options.idToken().validate()) {
      throw new MalformedRequestException(
          field + " needs an ID token that is validated, but idToken.validate is false");
    }
  }

  private static StepException unsigned(String need) {
    return StepException.of(ErrorCode.CONFIGURATION, Step.REQUEST, need + ": set clientSecret");
  }
}
