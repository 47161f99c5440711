package dev.tokenflow.pingone.flow;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.message.Step;
import java.net.URI;

/** Flows at one origin. */
final class Flows {
  static final Origin ORIGIN = Origin.of(URI.create("https://auth.example.com"));

  private Flows() {}

  /** A flow with two cookies. */
  static OpenFlow open(String json) {
    return OpenFlow.of(
        answer(Step.AUTHORIZE, 200)
            .header("Set-Cookie", "ST=secret-st; Path=/as; Secure; HttpOnly")
            .header("Set-Cookie", "ST-NO-SS=secret-no-ss; Path=/as")
            .json(json.replace('\'', '"'))
            .build(),
        Cookies.NONE);
  }
}
