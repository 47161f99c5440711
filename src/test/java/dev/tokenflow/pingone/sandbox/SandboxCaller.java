package dev.tokenflow.pingone.sandbox;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Calls a sandbox over plain HTTP, without the client. */
final class SandboxCaller {
  // RFC 7636 appendix B
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final WebClient client;
  private final String baseUrl;
  private final SandboxOptions options;

  SandboxCaller(WebClient client, String baseUrl, SandboxOptions options) {
    this.client = client;
    this.baseUrl = baseUrl;
    this.options = options;
  }

  record StartedFlow(String id, String cookies) {}

  StartedFlow startFlow() {
    return startFlow(authorizationRequest());
  }

  StartedFlow startFlow(MultiMap authorizationRequest) {
    HttpResponse<Buffer> response = authorize(authorizationRequest);
    return new StartedFlow(response.bodyAsJsonObject().getString("id"), cookies(response));
  }

  MultiMap authorizationRequest() {
    return MultiMap.caseInsensitiveMultiMap()
        .add("response_type", "code")
        .add("response_mode", "pi.flow")
        .add("client_id", options.clientId())
        .add("redirect_uri", options.redirectUri())
        .add("scope", "openid")
        .add("code_challenge", CHALLENGE)
        .add("code_challenge_method", "S256");
  }

  HttpResponse<Buffer> authorize(MultiMap form) {
    return await(client.postAbs(baseUrl + "/as/authorize").sendForm(form));
  }

  HttpResponse<Buffer> check(StartedFlow flow, String mediaType, String cookies, String password) {
    JsonObject input = new JsonObject().put("username", "alice").put("password", password);
    return act(flow, mediaType, cookies, input.toBuffer());
  }

  HttpResponse<Buffer> act(StartedFlow flow, String mediaType, String cookies, Buffer body) {
    var request =
        client
            .requestAbs(HttpMethod.POST, baseUrl + "/flows/" + flow.id())
            .putHeader("Content-Type", mediaType);
    if (cookies != null) {
      request.putHeader("Cookie", cookies);
    }
    return await(request.sendBuffer(body));
  }

  HttpResponse<Buffer> read(StartedFlow flow) {
    return await(
        client.getAbs(baseUrl + "/flows/" + flow.id()).putHeader("Cookie", flow.cookies()).send());
  }

  HttpResponse<Buffer> resume(String flowId, String cookies) {
    return await(
        client.getAbs(baseUrl + "/as/resume?flowId=" + flowId).putHeader("Cookie", cookies).send());
  }

  static String detail(HttpResponse<Buffer> response) {
    JsonArray details = response.bodyAsJsonObject().getJsonArray("details");
    return details.getJsonObject(0).getString("code");
  }

  static String cookies(HttpResponse<Buffer> response) {
    List<String> set = response.cookies();
    return set.stream().map(cookie -> cookie.split(";", 2)[0]).collect(Collectors.joining("; "));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
