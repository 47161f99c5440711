package dev.tokenflow.pingone.sandbox;

import static dev.tokenflow.pingone.sandbox.SandboxCaller.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sandbox validates pushed and signed authorization requests; tested without the client. */
class SandboxAuthorizationRequestsTest {
  private final SandboxOptions options =
      new SandboxOptions(Map.of("alice", SandboxUser.of("alice", "wonderland")));
  private Vertx vertx;
  private WebClient client;
  private String baseUrl;
  private SandboxCaller caller;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    client = WebClient.create(vertx);
    baseUrl = await(Sandbox.start(vertx, options.setSigningKey(SharedKey.RSA))).baseUrl();
    caller = new SandboxCaller(client, baseUrl, options);
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void acceptsReferenceOnceAndFromItsClientOnly() {
    String reference = push(pushRequest()).bodyAsJsonObject().getString("request_uri");

    assertEquals(200, authorize(options.clientId(), reference).statusCode());
    assertEquals(400, authorize(options.clientId(), reference).statusCode());
    assertEquals(400, authorize(options.clientId(), "urn:made-up").statusCode());

    String another = push(pushRequest()).bodyAsJsonObject().getString("request_uri");
    assertEquals(400, authorize("another-client", another).statusCode());
  }

  @Test
  void rejectsPushThatIsUnauthenticatedOrInvalid() {
    HttpResponse<Buffer> anonymous = push(caller.authorizationRequest());
    HttpResponse<Buffer> bad = push(pushRequest().set("scope", "admin:everything"));
    HttpResponse<Buffer> nested = push(pushRequest().set("request_uri", "urn:x"));

    assertEquals(401, anonymous.statusCode());
    assertEquals("invalid_client", anonymous.bodyAsJsonObject().getString("error"));
    assertEquals(400, bad.statusCode());
    assertEquals("invalid_request", bad.bodyAsJsonObject().getString("error"));
    assertEquals(400, nested.statusCode());
  }

  static Stream<Arguments> wrongRequestObjects() {
    return Stream.of(
        wrong("another issuer", claims -> claims.issuer("another-client")),
        wrong("another audience", claims -> claims.audience("https://auth.example.com")),
        wrong("no expiry", claims -> claims.expirationTime(null)),
        wrong("expired", claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(1)))),
        wrong("no jti", claims -> claims.jwtID(null)),
        wrong("another redirect URI", claims -> claims.claim("redirect_uri", "https://evil")));
  }

  private static Arguments wrong(String what, Consumer<JWTClaimsSet.Builder> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongRequestObjects")
  void rejectsRequestObjectWithWrongClaims(String what, Consumer<JWTClaimsSet.Builder> change) {
    assertEquals(400, authorizeWith(requestObject(change, options.clientSecret())).statusCode());
  }

  @Test
  void rejectsRequestObjectWithWrongSignatureOrReusedId() {
    String right = requestObject(claims -> {}, options.clientSecret());

    assertEquals(200, authorizeWith(right).statusCode());
    assertEquals(400, authorizeWith(right).statusCode());
    assertEquals(400, authorizeWith(requestObject(claims -> {}, "x".repeat(64))).statusCode());
    assertEquals(400, authorizeWith("no-jwt").statusCode());
  }

  private HttpResponse<Buffer> authorizeWith(String requestObject) {
    return caller.authorize(caller.authorizationRequest().set("request", requestObject));
  }

  private HttpResponse<Buffer> authorize(String clientId, String reference) {
    return caller.authorize(
        MultiMap.caseInsensitiveMultiMap()
            .add("client_id", clientId)
            .add("request_uri", reference));
  }

  private HttpResponse<Buffer> push(MultiMap form) {
    return await(client.postAbs(baseUrl + "/as/par").sendForm(form));
  }

  private MultiMap pushRequest() {
    String clientId = options.clientId();
    JWTClaimsSet.Builder assertion =
        claims().issuer(clientId).subject(clientId).audience(baseUrl + "/as/par");
    return caller
        .authorizationRequest()
        .add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        .add("client_assertion", sign(assertion, options.clientSecret()));
  }

  private String requestObject(Consumer<JWTClaimsSet.Builder> change, String secret) {
    JWTClaimsSet.Builder claims = claims().issuer(options.clientId()).audience(baseUrl + "/as");
    caller
        .authorizationRequest()
        .forEach(parameter -> claims.claim(parameter.getKey(), parameter.getValue()));
    change.accept(claims);
    return sign(claims, secret);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
        .jwtID(UUID.randomUUID().toString());
  }

  private static String sign(JWTClaimsSet.Builder claims, String secret) {
    try {
      SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
      jwt.sign(new MACSigner(secret));
      return jwt.serialize();
    } catch (JOSEException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
