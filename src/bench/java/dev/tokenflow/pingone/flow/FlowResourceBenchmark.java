package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.ResponseBuilder;
import dev.tokenflow.pingone.message.Step;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Parsing a flow, three times a sign-on. */
@State(Scope.Benchmark)
public class FlowResourceBenchmark {
  private static final String FLOW =
      "https://auth.pingone.eu/5a4d0000-0000-4000-8000-000000000001/flows/"
          + "5a4d0000-0000-4000-8000-000000000005";

  private final Response response =
      ResponseBuilder.answer(Step.AUTHORIZE, 200)
          .json(
              """
              {"_links":{"self":{"href":"FLOW"},"usernamePassword.check":{"href":"FLOW"},
              "password.forgot":{"href":"FLOW"}},"id":"5a4d0000-0000-4000-8000-000000000005",
              "resumeUrl":"https://auth.pingone.eu/5a4d0000-0000-4000-8000-000000000001/as/resume",
              "status":"USERNAME_PASSWORD_REQUIRED","createdAt":"2026-01-01T00:00:00.000Z",
              "expiresAt":"2026-01-01T00:15:00.000Z","_embedded":{"user":{"id":
              "5a4d0000-0000-4000-8000-000000000004","username":"user"}}}"""
                  .replace("FLOW", FLOW))
          .build();

  @Benchmark
  public Object read() {
    return FlowResource.parse(response, "");
  }
}
