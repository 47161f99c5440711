package dev.tokenflow.pingone.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application has one method of client authentication; clients here are written by hand. */
class SandboxClientAuthenticationTest {
  private static final List<String> METHODS =
      List.of(
          "client_secret_jwt",
          "private_key_jwt",
          "client_secret_basic",
          "client_secret_post",
          "none");
  private static final KeyPair EC = elliptic();
  private static final SandboxOptions NAMES = new SandboxOptions(Map.of());

  private static Vertx vertx;
  private static WebClient client;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    client = WebClient.create(vertx);
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_secret_jwt",
        "private_key_jwt",
        "client_secret_basic",
        "client_secret_post",
        "none"
      })
  void acceptsTheRegisteredMethodAlone(String registered) throws Exception {
    Sandbox sandbox = sandbox(registered);

    for (String used : METHODS) {
      HttpResponse<Buffer> answer = revoke(sandbox, used);

      assertEquals(
          used.equals(registered) ? "200 null" : "401 invalid_client", outcome(answer), used);
    }
  }

  @Test
  void rejectsTwoMethodsAtOnce() throws Exception {
    Sandbox sandbox = sandbox("client_secret_basic");
    MultiMap form = form().add("client_secret", NAMES.clientSecret());

    assertEquals(
        "401 invalid_client",
        outcome(
            send(
                request(sandbox, "revoke")
                    .basicAuthentication(NAMES.clientId(), NAMES.clientSecret()),
                form)));
  }

  @ParameterizedTest
  @CsvSource({"client_secret_basic", "client_secret_post"})
  void rejectsWrongSecretOrClient(String method) throws Exception {
    Sandbox sandbox = sandbox(method);
    for (String[] credentials :
        new String[][] {{NAMES.clientId(), "wrong"}, {"wrong", NAMES.clientSecret()}}) {
      HttpRequest<Buffer> request = request(sandbox, "revoke");
      MultiMap form = form();
      if (method.equals("client_secret_basic")) {
        request.basicAuthentication(credentials[0], credentials[1]);
      } else {
        form.add("client_id", credentials[0]).add("client_secret", credentials[1]);
      }

      assertEquals("401 invalid_client", outcome(send(request, form)));
    }
    assertEquals(
        "401 invalid_client",
        outcome(send(request(sandbox, "revoke").putHeader("Authorization", "Basic %%%"), form())));
  }

  @Test
  void rejectsPublicClientWhereItHasToAuthenticate() throws Exception {
    Sandbox sandbox = sandbox("none");

    for (String endpoint : List.of("introspect", "token")) {
      MultiMap form =
          form().add("client_id", NAMES.clientId()).add("grant_type", "client_credentials");

      assertEquals("401 invalid_client", outcome(send(request(sandbox, endpoint), form)), endpoint);
    }
  }

  @Test
  void verifiesAssertionByThePublicKeyWithItsId() throws Exception {
    Sandbox sandbox = sandbox("private_key_jwt");
    JWSSigner elliptic = new ECDSASigner((ECPrivateKey) EC.getPrivate());
    JWSSigner other = new ECDSASigner((ECPrivateKey) elliptic().getPrivate());
    JWSSigner rsa = new RSASSASigner(SharedKey.RSA.getPrivate());
    Consumer<JWTClaimsSet.Builder> well = claims -> {};

    assertAccepted(sandbox, assertion(sandbox, JWSAlgorithm.ES256, "ec", elliptic, well));
    assertAccepted(sandbox, assertion(sandbox, JWSAlgorithm.RS512, "rsa", rsa, well));
    for (String refused :
        List.of(
            assertion(sandbox, JWSAlgorithm.ES256, "ec", other, well),
            assertion(sandbox, JWSAlgorithm.ES256, "rsa", elliptic, well),
            assertion(sandbox, JWSAlgorithm.ES256, "unknown", elliptic, well),
            assertion(sandbox, JWSAlgorithm.ES256, null, elliptic, well),
            assertion(sandbox, JWSAlgorithm.PS256, "rsa", rsa, well),
            assertion(sandbox, JWSAlgorithm.HS256, "ec", new MACSigner(NAMES.clientSecret()), well),
            assertion(
                sandbox,
                JWSAlgorithm.ES256,
                "ec",
                elliptic,
                claims -> claims.audience("https://other.example.com")),
            assertion(
                sandbox,
                JWSAlgorithm.ES256,
                "ec",
                elliptic,
                claims -> claims.expirationTime(Date.from(Instant.EPOCH))))) {
      assertEquals("401 invalid_client", outcome(send(sandbox, refused)));
    }
    String twice = assertion(sandbox, JWSAlgorithm.ES256, "ec", elliptic, well);
    assertAccepted(sandbox, twice);
    assertEquals("401 invalid_client", outcome(send(sandbox, twice)));

    sandbox.acceptClientKeys(Map.of("rsa", SharedKey.RSA.getPublic())).await(20, TimeUnit.SECONDS);
    assertEquals(
        "401 invalid_client",
        outcome(send(sandbox, assertion(sandbox, JWSAlgorithm.ES256, "ec", elliptic, well))));
  }

  private static void assertAccepted(Sandbox sandbox, String assertion) throws Exception {
    HttpResponse<Buffer> answer = send(sandbox, assertion);
    assertTrue(answer.statusCode() == 200, answer::bodyAsString);
  }

  private static HttpResponse<Buffer> revoke(Sandbox sandbox, String method) throws Exception {
    HttpRequest<Buffer> request = request(sandbox, "revoke");
    MultiMap form = form();
    switch (method) {
      case "client_secret_jwt" -> {
        return send(
            sandbox,
            assertion(
                sandbox,
                JWSAlgorithm.HS256,
                null,
                new MACSigner(NAMES.clientSecret()),
                claims -> {}));
      }
      case "private_key_jwt" -> {
        JWSSigner signer = new ECDSASigner((ECPrivateKey) EC.getPrivate());
        return send(sandbox, assertion(sandbox, JWSAlgorithm.ES256, "ec", signer, claims -> {}));
      }
      case "client_secret_basic" ->
          request.basicAuthentication(NAMES.clientId(), NAMES.clientSecret());
      case "client_secret_post" ->
          form.add("client_id", NAMES.clientId()).add("client_secret", NAMES.clientSecret());
      default -> form.add("client_id", NAMES.clientId());
    }
    return send(request, form);
  }

  private static HttpResponse<Buffer> send(Sandbox sandbox, String assertion) throws Exception {
    return send(
        request(sandbox, "revoke"),
        form()
            .add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            .add("client_assertion", assertion));
  }

  private static HttpResponse<Buffer> send(HttpRequest<Buffer> request, MultiMap form)
      throws Exception {
    return request.sendForm(form).await(20, TimeUnit.SECONDS);
  }

  private static HttpRequest<Buffer> request(Sandbox sandbox, String endpoint) {
    return client.postAbs(sandbox.baseUrl() + "/as/" + endpoint);
  }

  private static MultiMap form() {
    return MultiMap.caseInsensitiveMultiMap().add("token", "made-up");
  }

  private static String outcome(HttpResponse<Buffer> answer) {
    return answer.statusCode() + " " + answer.bodyAsJsonObject().getString("error");
  }

  private static String assertion(
      Sandbox sandbox,
      JWSAlgorithm algorithm,
      String keyId,
      JWSSigner signer,
      Consumer<JWTClaimsSet.Builder> change)
      throws Exception {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(NAMES.clientId())
            .subject(NAMES.clientId())
            .audience(sandbox.baseUrl() + "/as/token")
            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
            .jwtID(UUID.randomUUID().toString());
    change.accept(claims);
    SignedJWT jwt =
        new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims.build());
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static Sandbox sandbox(String method) throws Exception {
    return Sandbox.start(
            vertx,
            new SandboxOptions(Map.of())
                .setSigningKey(SharedKey.RSA)
                .setClientAuthentication(method)
                .setClientKeys(Map.of("ec", EC.getPublic(), "rsa", SharedKey.RSA.getPublic())))
        .await(20, TimeUnit.SECONDS);
  }

  private static KeyPair elliptic() {
    return Crypto.unchecked(
        () -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
          generator.initialize(new ECGenParameterSpec("secp256r1"));
          return generator.generateKeyPair();
        });
  }
}
