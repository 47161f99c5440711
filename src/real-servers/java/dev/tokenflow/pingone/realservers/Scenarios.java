package dev.tokenflow.pingone.realservers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenflow.pingone.cli.doctor.Diagnosis;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.message.UserInfoRequest;
import dev.tokenflow.pingone.oauth.AuthorizationCode;
import dev.tokenflow.pingone.oauth.CodeVerifier;
import dev.tokenflow.pingone.options.Endpoints;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Requests that a server should reject; each returns the client's failure as one line. */
final class Scenarios {
  private static final String WRONG_SECRET =
      "another-secret-of-sixty-four-octets-that-the-server-has-not-seen";

  private final Vertx vertx;
  private final RealServer server;

  Scenarios(Vertx vertx, RealServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  Client client() throws Exception {
    return client(new JsonObject());
  }

  /** A client whose configuration has these keys added or replaced. */
  Client client(JsonObject other) throws Exception {
    return client(other, server.endpoints());
  }

  private Client client(JsonObject other, Endpoints endpoints) throws Exception {
    return Client.of(vertx, server.configuration().mergeIn(other), endpoints);
  }

  /** A client that authenticates by another method. */
  Client clientOf(String method) throws Exception {
    return client(ClientMethods.of(method));
  }

  String wrongCredentials(String method) throws Exception {
    return client(ClientMethods.wrong(method)).failure(clientOf(method).code());
  }

  /** What the doctor says with a configuration that has these keys added or replaced. */
  Diagnosis diagnosis(JsonObject other) throws Exception {
    JsonObject configuration = server.configuration().put("responseMode", "query").mergeIn(other);
    return Diagnosis.of(
        vertx,
        PingOneOptions.load(vertx, configuration)
            .await(20, TimeUnit.SECONDS)
            .withEndpoints(server.endpoints()));
  }

  /** What the doctor says if the value of this key is wrong. */
  Diagnosis wrongDiagnosis(String key) throws Exception {
    return diagnosis(
        new JsonObject()
            .put(
                key,
                switch (key) {
                  case "clientSecret" -> WRONG_SECRET;
                  case "clientId" -> "unknown-client";
                  case "redirectUri" -> "https://other.example.com/";
                  case "scope" -> "openid nonesuch";
                  case "responseMode" -> "pi.flow";
                  default -> throw new IllegalArgumentException(key);
                }));
  }

  String wrongSecret() throws Exception {
    return clientWithWrongSecret(new JsonObject()).failure(code());
  }

  private Client clientWithWrongSecret(JsonObject other) throws Exception {
    return client(other.put("clientSecret", WRONG_SECRET));
  }

  String unknownClient() throws Exception {
    return client(new JsonObject().put("clientId", "unknown-client")).failure(code());
  }

  /** A client that uses the issuer as the audience of its assertions. */
  Client clientWithIssuerAudience() throws Exception {
    return client(assertion("audience", "issuer"));
  }

  String unknownScope() throws Exception {
    Client client = client();
    return Client.failure(() -> client.code("openid nonesuch"));
  }

  String unregisteredAlgorithm() throws Exception {
    return client(assertion("algorithm", "HS512")).failure(code());
  }

  String wrongAudience() throws Exception {
    Endpoints elsewhere = server.endpointsOf("https://auth.example.com/as");
    return client(assertion("audience", "issuer"), elsewhere).failure(code());
  }

  String expiredAssertion() throws Exception {
    return clientWithAssertions(fresh -> assertion(Instant.now().minusSeconds(600)))
        .failure(code());
  }

  /** The control for {@link #expiredAssertion()}: differs from it only in its times. */
  Tokens validAssertion() throws Exception {
    return clientWithAssertions(fresh -> assertion(Instant.now().plusSeconds(60))).redeem(code());
  }

  /** Redeems two codes with the same assertion. */
  String reusedAssertion() throws Exception {
    AtomicReference<String> first = new AtomicReference<>();
    Client client =
        clientWithAssertions(fresh -> first.compareAndSet(null, fresh) ? fresh : first.get());
    client.redeem(code());
    return client.failure(code());
  }

  String reusedCode() throws Exception {
    AuthorizationCode code = code();
    client().redeem(code);
    return client().failure(code);
  }

  String wrongVerifier() throws Exception {
    AuthorizationCode code = code();
    CodeVerifier other = CodeVerifier.create(new SecureRandom());
    return client().failure(new AuthorizationCode(code.value(), other, code.nonce(), code.scope()));
  }

  String differentRedirectUri() throws Exception {
    return client(new JsonObject().put("redirectUri", "https://app.example.com/elsewhere"))
        .failure(code());
  }

  /** The server's ID token is correct, but the client expects another nonce. */
  String differentNonce() throws Exception {
    AuthorizationCode code = code();
    return client()
        .failure(new AuthorizationCode(code.value(), code.verifier(), "other", code.scope()));
  }

  String reusedRefreshToken() throws Exception {
    Client client = client();
    Tokens first = client.signOn();
    client.refresh(Refresh.of(first));
    return Client.failure(() -> client.refresh(Refresh.of(first)));
  }

  String revokedRefreshToken() throws Exception {
    Client client = clientWithIssuerAudience();
    Tokens tokens = client.signOn();
    client.revoke(tokens.refreshToken());
    return Client.failure(() -> client.refresh(Refresh.of(tokens)));
  }

  String unknownApplicationScope() throws Exception {
    Client client = client();
    return Client.failure(() -> client.applicationTokens("nonesuch"));
  }

  String wrongSecretAtIntrospection() throws Exception {
    Client other = clientWithWrongSecret(new JsonObject());
    return Client.failure(() -> other.introspect("nonsense"));
  }

  String wrongSecretAtRevocation() throws Exception {
    JsonObject issuer = assertion("audience", "issuer");
    Client other = clientWithWrongSecret(issuer);
    return Client.failure(() -> other.revoke("nonsense"));
  }

  String revocationEndpointAudience() throws Exception {
    Client client = client();
    return Client.failure(() -> client.revoke("nonsense"));
  }

  String revokedTokenAtUserInfo() throws Exception {
    Client client = clientWithIssuerAudience();
    Tokens tokens = client.signOn();
    client.userInfo(UserInfoRequest.of(tokens));
    client.revoke(tokens.accessToken());
    return Client.failure(() -> client.userInfo(UserInfoRequest.of(tokens)));
  }

  String applicationTokenAtUserInfo() throws Exception {
    Client client = client();
    Tokens tokens = client.applicationTokens("profile");
    return Client.failure(() -> client.userInfo(UserInfoRequest.of(tokens)));
  }

  Client pushingClient() throws Exception {
    return client(pushed());
  }

  Client signingClient() throws Exception {
    return client(signed());
  }

  Client pushingAndSigningClient() throws Exception {
    return client(pushed().mergeIn(signed()));
  }

  String wrongSecretAtPush() throws Exception {
    return Client.failure(clientWithWrongSecret(pushed())::code);
  }

  String unknownScopeAtPush() throws Exception {
    Client client = pushingClient();
    return Client.failure(() -> client.code("openid nonesuch"));
  }

  String wronglySignedRequestObject() throws Exception {
    return Client.failure(clientWithWrongSecret(signed())::code);
  }

  private static JsonObject pushed() {
    return new JsonObject().put("pushedAuthorization", true);
  }

  private static JsonObject signed() {
    return new JsonObject().put("requestObject", true);
  }

  private AuthorizationCode code() throws Exception {
    return client().code();
  }

  private static JsonObject assertion(String key, String value) {
    return new JsonObject().put("assertion", new JsonObject().put(key, value));
  }

  /** A client whose assertions are replaced; their audience is the issuer, not the proxy. */
  private Client clientWithAssertions(UnaryOperator<String> replacement) throws Exception {
    return client(
        assertion("audience", "issuer"),
        AssertionExchange.start(vertx, server.endpoints(), replacement).endpoints());
  }

  /** An assertion that is valid for the minute before this time. */
  private String assertion(Instant end) {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.HS256),
            new JWTClaimsSet.Builder()
                .issuer(RealServer.CLIENT_ID)
                .subject(RealServer.CLIENT_ID)
                .audience(server.endpoints().issuer())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(end.minusSeconds(60)))
                .expirationTime(Date.from(end))
                .build());
    try {
      jwt.sign(new MACSigner(RealServer.CLIENT_SECRET));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
    return jwt.serialize();
  }
}
