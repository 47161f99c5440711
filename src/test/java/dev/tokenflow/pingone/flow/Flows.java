package dev.tokenflow.pingone.flow;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;

import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.message.AuthenticationParameters;
import dev.tokenflow.pingone.message.Step;
import java.net.URI;
import java.security.SecureRandom;

/** Flows at one origin. */
final class Flows {
  static final FlowTargets TARGETS =
      FlowTargets.of(
          Origin.of(URI.create("https://auth.example.com")),
          "https://auth.example.com/flows",
          "https://auth.example.com/as/resume");

  private Flows() {}

  /** A sign-on of alice with the correlation id {@code c-1}. */
  static SignOnState alice() {
    return signOn("alice");
  }

  private static SignOnState signOn(String username) {
    return SignOnState.begin(
        username, AuthenticationParameters.DEFAULT, "c-1", "openid", new SecureRandom());
  }

  /** A flow of alice with two cookies. */
  static OpenFlow open(String json) {
    return open("alice", json);
  }

  /** A flow of a user with two cookies. */
  static OpenFlow open(String username, String json) {
    return OpenFlow.parse(
        answer(Step.AUTHORIZE, 200)
            .header("Set-Cookie", "ST=secret-st; Path=/as; Secure; HttpOnly")
            .header("Set-Cookie", "ST-NO-SS=secret-no-ss; Path=/as")
            .json(json.replace('\'', '"'))
            .build(),
        signOn(username),
        "",
        null);
  }

  /** A flow that was begun without a password. */
  static OpenFlow withoutPassword(String json) {
    return OpenFlow.parse(
        answer(Step.AUTHORIZE, 200).json(json.replace('\'', '"')).build(),
        SignOnState.begin(
            null, AuthenticationParameters.DEFAULT, "c-1", "openid", new SecureRandom()),
        "",
        null);
  }

  /** The flow of alice in a response. */
  static OpenFlow parse(Response response) {
    return OpenFlow.parse(response, alice(), "", null);
  }
}
