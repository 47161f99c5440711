package dev.tokenflow.pingone.sandbox;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** Routes requests to the sandbox's endpoints and sends their responses. */
final class Router {
  private static final String FLOWS = "/flows/";
  private static final JsonArray AUTHENTICATION_METHODS =
      JsonArray.of(
          "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt");
  private static final JsonArray ASSERTION_ALGORITHMS =
      JsonArray.of("HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512");
  private static final String FORM = "application/x-www-form-urlencoded";

  private final String environment;
  private final boolean oddFields;
  private final Duration clockOffset;
  private final JsonObject metadata;
  private final SandboxAuthorizationRequests requests;
  private final SignOnEndpoints signOn;
  private final TokenEndpoint token;
  private final TokenManagementEndpoints tokenManagement;
  private final ClientAuthenticator clients;
  private final Codes codes;
  private final TokenStore tokens;

  Router(
      SandboxOptions options,
      Map<String, SandboxUser> users,
      String baseUrl,
      SecurityKey securityKey,
      ClientSecrets secrets,
      ClientKeys clientKeys,
      Passwords passwords,
      Sessions sessions,
      SigningKeys keys) {
    SecureRandom random = new SecureRandom();
    String issuer = baseUrl + "/as";
    environment = "/" + options.environmentId();
    oddFields = options.oddFields();
    clockOffset = options.clockOffset();
    metadata = metadata(issuer);
    codes = new Codes(random);
    tokens = new TokenStore(random, options.accessTokenLifetime());
    clients =
        new ClientAuthenticator(
            options, secrets, new AssertionVerifier(options, secrets, clientKeys, issuer));
    requests =
        new SandboxAuthorizationRequests(options, issuer, secrets, clientKeys, clients, random);
    signOn =
        new SignOnEndpoints(
            options, users, baseUrl, random, securityKey, passwords, requests, codes);
    token = new TokenEndpoint(options, issuer, codes, clients, tokens, sessions, keys);
    tokenManagement = new TokenManagementEndpoints(options, issuer, clients, tokens);
  }

  void rotate(SigningKeys keys) {
    token.rotate(keys);
  }

  /** Expires the flow that a request refers to, if it refers to one. */
  void expireFlowOf(HttpServerRequest request) {
    String path = request.path();
    int flows = path.indexOf(FLOWS);
    signOn.expire(flows < 0 ? request.getParam("flowId") : path.substring(flows + FLOWS.length()));
  }

  void removeExpired() {
    codes.removeExpired();
    tokens.removeExpired();
    clients.removeExpired();
    requests.removeExpired();
    signOn.removeExpired();
  }

  /** Answers a request whose body has been read. */
  void handle(HttpServerRequest request, Buffer body) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    String correlationId = UUID.randomUUID().toString();
    response.putHeader("Correlation-Id", correlationId);
    response.putHeader("Date", DateFormatter.format(Date.from(Instant.now().plus(clockOffset))));
    try {
      SandboxResponse routed = route(request, body);
      response.setStatusCode(routed.status());
      if (routed.location() != null) {
        response.putHeader("Location", routed.location()).end();
      } else if (routed.status() == 204) {
        response.end();
      } else {
        response
            .putHeader("Content-Type", "application/json")
            .end(shaped(routed.body()).toBuffer());
      }
    } catch (Refusal refusal) {
      if (refusal.challenge() != null) {
        response.putHeader("WWW-Authenticate", refusal.challenge());
      }
      response
          .setStatusCode(refusal.status())
          .putHeader("Content-Type", "application/json")
          .end(shaped(refusal.body().put("id", correlationId)).toBuffer());
    }
  }

  private JsonObject shaped(JsonObject body) {
    return oddFields ? OddFields.in(body) : body;
  }

  private SandboxResponse route(HttpServerRequest request, Buffer body) {
    if (!request.path().startsWith(environment + "/")) {
      throw notFound();
    }
    String path = request.path().substring(environment.length());
    if (path.startsWith(FLOWS)) {
      requireVendorMediaType(request);
      String flowId = path.substring(FLOWS.length());
      return switch (request.method().name()) {
        case "GET" -> signOn.read(request, flowId);
        case "POST" -> signOn.act(request, flowId, body);
        default -> throw notFound();
      };
    }
    return switch (request.method() + " " + path) {
      case "GET /as/authorize" -> signOn.authorize(request, request.params());
      case "POST /as/authorize" -> signOn.authorize(request, form(request, body));
      case "GET /as/resume" -> signOn.resume(request);
      case "POST /as/token" -> token.token(request, form(request, body));
      case "GET /as/jwks" -> token.jwks();
      case "GET /as/.well-known/openid-configuration" -> SandboxResponse.json(metadata.copy());
      case "POST /as/par" -> requests.push(request, form(request, body));
      case "POST /as/introspect" -> tokenManagement.introspect(request, form(request, body));
      case "POST /as/revoke" -> tokenManagement.revoke(request, form(request, body));
      case "GET /as/userinfo", "POST /as/userinfo" -> tokenManagement.userInfo(request);
      case "GET /as/idpSignoff" -> token.signOff(request.getParam("id_token_hint"));
      default -> throw notFound();
    };
  }

  /** OpenID Connect Discovery 1.0 section 3. */
  private static JsonObject metadata(String issuer) {
    return new JsonObject()
        .put("issuer", issuer)
        .put("authorization_endpoint", issuer + "/authorize")
        .put("token_endpoint", issuer + "/token")
        .put("jwks_uri", issuer + "/jwks")
        .put("userinfo_endpoint", issuer + "/userinfo")
        .put("introspection_endpoint", issuer + "/introspect")
        .put("revocation_endpoint", issuer + "/revoke")
        .put("pushed_authorization_request_endpoint", issuer + "/par")
        .put("ping_end_idp_session_endpoint", issuer + "/idpSignoff")
        .put("response_types_supported", new JsonArray().add("code"))
        .put("response_modes_supported", new JsonArray().add("pi.flow").add("query"))
        .put("code_challenge_methods_supported", new JsonArray().add("S256"))
        .put("token_endpoint_auth_methods_supported", AUTHENTICATION_METHODS.copy())
        .put("token_endpoint_auth_signing_alg_values_supported", ASSERTION_ALGORITHMS.copy())
        .put("id_token_signing_alg_values_supported", new JsonArray().add("RS256"))
        .put("subject_types_supported", new JsonArray().add("public"));
  }

  private static Refusal notFound() {
    return Refusal.platform(404, "NOT_FOUND", "No such resource.");
  }

  /** Flow resources have vendor media types, which {@code Accept: application/json} excludes. */
  private static void requireVendorMediaType(HttpServerRequest request) {
    String accept = request.getHeader("Accept");
    if (accept != null && !accept.contains("*/*")) {
      throw Refusal.platform(406, "INVALID_REQUEST", "Not acceptable.");
    }
  }

  private static MultiMap form(HttpServerRequest request, Buffer body) {
    String type = request.getHeader("Content-Type");
    if (type == null || !type.split(";", 2)[0].strip().equals(FORM)) {
      throw Refusal.platform(415, "INVALID_REQUEST", "Unsupported media type.");
    }
    MultiMap form = MultiMap.caseInsensitiveMultiMap();
    new QueryStringDecoder(body.toString(), false)
        .parameters()
        .forEach((name, values) -> form.add(name, values));
    return form;
  }
}
