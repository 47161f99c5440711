package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever an answer links to, names or redirects to: requests go to the known paths alone. */
class HostileLinksTest {
  private static final List<Object> IDS =
      List.of(
          "../as/token",
          "..",
          ".",
          "a/../../../other-environment/flows/x",
          "%2e%2e%2fas%2ftoken",
          "a;b",
          "a?flowId=b",
          "a#b",
          "a b",
          "a\\b",
          "a\r\nCookie: a=b",
          "//elsewhere.example/x",
          "https://elsewhere.example/x",
          "ä",
          "\u202eab",
          "a".repeat(129),
          "a".repeat(500_000),
          7,
          true,
          new JsonObject().put("id", "x"),
          new JsonArray().add("x"));

  @RegisterExtension final Live live = new Live();

  private final AtomicInteger visitors = new AtomicInteger();
  private final List<String> targets = new CopyOnWriteArrayList<>();
  private volatile JsonObject answer = new JsonObject();
  private volatile String location;

  @Test
  void nothingThatAServerSaysDecidesWhereARequestGoes() {
    int port =
        await(
                live.vertx()
                    .createHttpServer()
                    .requestHandler(
                        request -> {
                          visitors.incrementAndGet();
                          request.response().end();
                        })
                    .listen(0, "127.0.0.1"))
            .actualPort();
    JsonObject configuration = live.sandbox(options(), this::answers).verticleConfiguration();
    live.deploy(configuration.copy().put("warmUp", false));
    live.deploy(
        configuration
            .copy()
            .put("warmUp", false)
            .put("address", "redirecting")
            .put("responseMode", "query"));

    for (String status : List.of("USERNAME_PASSWORD_REQUIRED", "COMPLETED", "OTP_REQUIRED")) {
      for (Object id : IDS) {
        answer = flow(status, id, "https://127.0.0.1:" + port + "/x");
        end(live.signOnAlice());
      }
      for (String href : hrefs(port)) {
        answer = flow(status, "flow-1", href);
        end(live.signOnAlice());
      }
    }
    for (Object id : IDS) {
      for (String separator : List.of("?", "#", "#/path?")) {
        if (id instanceof String text && !text.contains("\n") && text.length() < 1_000) {
          location = "https://127.0.0.1:" + port + "/signon/" + separator + "flowId=" + text;
          end(live.request("redirecting.sign-on", Live.alice()));
        }
      }
    }
    for (String href : hrefs(port)) {
      location = href;
      end(live.request("redirecting.sign-on", Live.alice()));
    }

    assertEquals(0, visitors.get());
    String base = URI.create(configuration.getString("baseUrl")).getPath();
    for (String target : targets) {
      assertTrue(target.startsWith(base), target);
      assertTrue(
          target
              .substring(base.length())
              .matches(
                  "/as/(authorize|token|jwks)"
                      + "|(/flows/|/as/resume\\?flowId=)(?!\\.\\.?$)[\\w.-]{1,128}"),
          target);
    }
  }

  private static List<String> hrefs(int port) {
    return List.of(
        "http://127.0.0.1:" + port + "/x",
        "//127.0.0.1:" + port + "/x",
        "\\\\127.0.0.1:" + port + "\\x",
        "http://alice@127.0.0.1:" + port + "/x",
        "http://localhost:1@127.0.0.1:" + port + "/x",
        "/other-environment/flows/flow-1",
        "../../other-environment/flows/flow-1",
        "/%2e%2e/other-environment/flows/flow-1",
        "javascript:alert(1)",
        "?flowId=other",
        "#flowId=",
        "");
  }

  /** Ends with an answer of some kind, and if that is an open flow, so does its next step. */
  private void end(Future<JsonObject> call) {
    try {
      JsonObject outcome = await(call);
      if (outcome.containsKey("flow")) {
        await(live.continueFlow(outcome, FlowAction.checkOneTimePasscode("246810")));
      }
    } catch (ReplyException failure) {
      JsonObject message = new JsonObject(failure.getMessage());
      assertTrue(!message.getString("error").equals("internal"), message::encode);
    }
  }

  private static JsonObject flow(String status, Object id, String href) {
    JsonObject link = new JsonObject().put("href", href);
    return new JsonObject()
        .put("id", id)
        .put("status", status)
        .put("resumeUrl", href)
        .put(
            "_links",
            new JsonObject()
                .put("self", link)
                .put("usernamePassword.check", link)
                .put("otp.check", new JsonArray().add(link)));
  }

  private boolean answers(HttpServerRequest request) {
    targets.add(request.uri());
    if (SandboxStep.of(request) != SandboxStep.AUTHORIZE) {
      return false;
    }
    if (location != null) {
      request.response().setStatusCode(302).putHeader("Location", location).end();
    } else {
      request.response().putHeader("Content-Type", "application/json").end(answer.encode());
    }
    return true;
  }
}
