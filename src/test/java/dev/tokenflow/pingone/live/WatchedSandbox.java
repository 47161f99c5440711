package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;

import dev.tokenflow.pingone.sandbox.Misbehaviour;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A sandbox that fails one step at a time, and a verticle of its own. It keeps every secret that is
 * sent to it.
 */
final class WatchedSandbox implements Misbehaviour {
  private static final Set<SandboxStep> FORM_STEPS =
      Set.of(SandboxStep.TOKEN, SandboxStep.PAR, SandboxStep.AUTHORIZE);
  private static final Set<String> FORM_SECRETS =
      Set.of("code", "code_verifier", "client_assertion", "request", "request_uri");

  private final Live live;
  private final String address;
  private final Map<String, String> secrets;
  private final JsonObject configuration;

  /** The step to fail and the fault; a null fault quotes the request back. */
  private volatile SandboxStep faultyStep;

  private volatile SandboxFault fault;

  WatchedSandbox(
      Live live, String address, Map<String, SandboxUser> users, Map<String, String> secrets) {
    this.live = live;
    this.address = address;
    this.secrets = secrets;
    SandboxOptions options =
        new SandboxOptions(users).setFaults((step, number) -> step == faultyStep ? fault : null);
    secrets.put(options.clientSecret(), "client secret");
    configuration = live.sandbox(options, this).verticleConfiguration();
  }

  /** Deploys a verticle that asks this server, with these keys besides. */
  void deploy(JsonObject keys) {
    live.deploy(
        configuration
            .put("address", address)
            .put("requestTimeoutMs", 1000)
            .put("retry", new JsonObject().put("maxAttempts", 1))
            .mergeIn(keys));
  }

  Future<JsonObject> ask(String what, JsonObject request) {
    return live.request(address + "." + what, request);
  }

  /** The text of the failure while a step has this fault; a null fault quotes the request back. */
  String textUnder(SandboxFault fault, SandboxStep step, Supplier<Future<JsonObject>> ask) {
    this.fault = fault;
    faultyStep = step;
    String text = text(ask.get());
    faultyStep = null;
    return text;
  }

  /** The text of a failure, or the status of an open flow. */
  String text(Future<JsonObject> outcome) {
    return await(
        outcome.map(tokens -> tokens.getString("status", "")).otherwise(Throwable::getMessage));
  }

  void keep(JsonObject tokens) {
    for (String name : List.of("access_token", "id_token", "refresh_token")) {
      if (tokens.containsKey(name)) {
        secrets.put(tokens.getString(name), name);
      }
    }
  }

  /** Collects the secrets of a request. Its cookies are those set by the previous response. */
  @Override
  public boolean takesOver(HttpServerRequest request) {
    request.cookies().forEach(cookie -> secrets.put(cookie.getValue(), "cookie"));
    if (FORM_STEPS.contains(SandboxStep.of(request))) {
      request.body().onSuccess(this::collectForm);
    }
    boolean quotes = fault == null && SandboxStep.of(request) == faultyStep;
    if (quotes) {
      quoteAll(request);
    }
    return quotes;
  }

  private void collectForm(Buffer form) {
    new QueryStringDecoder(form.toString(), false)
        .parameters()
        .forEach(
            (name, values) -> {
              if (FORM_SECRETS.contains(name)) {
                secrets.put(values.get(0), name);
              }
            });
  }

  /** Rejects a request and quotes all of it, as careless servers do. */
  private static void quoteAll(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body ->
                request
                    .response()
                    .setStatusCode(400)
                    .end(
                        new JsonObject()
                            .put("code", "INVALID_DATA")
                            .put("error", "invalid_request")
                            .put(
                                "message",
                                body
                                    + " "
                                    + request.getHeader("Cookie")
                                    + " "
                                    + request.getHeader("Authorization"))
                            .put("error_description", body.toString())
                            .encode()));
  }
}
