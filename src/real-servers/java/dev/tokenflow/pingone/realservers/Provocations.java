package dev.tokenflow.pingone.realservers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.message.UserInfoRequest;
import dev.tokenflow.pingone.oauth.AuthorizationCode;
import dev.tokenflow.pingone.oauth.CodeVerifier;
import dev.tokenflow.pingone.options.Endpoints;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** What a server has to refuse, done to it by the production code; each the refusal in a line. */
final class Provocations {
  private final Vertx vertx;
  private final AuthorizationServer server;

  Provocations(Vertx vertx, AuthorizationServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  Client client() throws Exception {
    return client(new JsonObject());
  }

  /** A client whose configuration has these keys besides, or instead. */
  Client client(JsonObject other) throws Exception {
    return client(other, server.endpoints());
  }

  private Client client(JsonObject other, Endpoints endpoints) throws Exception {
    return Client.of(vertx, server.configuration().mergeIn(other), endpoints);
  }

  String wrongSecret() throws Exception {
    return clientWithAnotherSecret(new JsonObject()).refusal(code());
  }

  private Client clientWithAnotherSecret(JsonObject other) throws Exception {
    String secret = "another-secret-of-sixty-four-octets-that-the-server-has-not-seen";
    return client(other.put("clientSecret", secret));
  }

  String unknownClient() throws Exception {
    return client(new JsonObject().put("clientId", "somebody-else")).refusal(code());
  }

  /** With the issuer as the assertion's audience instead of the token endpoint. */
  Client clientThatNamesTheIssuer() throws Exception {
    return client(assertion("audience", "issuer"));
  }

  String unknownScope() throws Exception {
    Client client = client();
    return Client.refusal(() -> client.code("openid nonesuch"));
  }

  String otherAlgorithm() throws Exception {
    return client(assertion("algorithm", "HS512")).refusal(code());
  }

  String wrongAudience() throws Exception {
    Endpoints elsewhere = server.endpointsOf("https://auth.example.com/as");
    return client(assertion("audience", "issuer"), elsewhere).refusal(code());
  }

  String expiredAssertion() throws Exception {
    return through(fresh -> assertion(Instant.now().minusSeconds(600))).refusal(code());
  }

  /** The same but for its time, which shows that the time is what the other one lacks. */
  Tokens assertionOfThisTest() throws Exception {
    return through(fresh -> assertion(Instant.now().plusSeconds(60))).redeem(code());
  }

  /** Two codes, and the first one's assertion for both. */
  String secondUseOfAnAssertion() throws Exception {
    AtomicReference<String> first = new AtomicReference<>();
    Client client = through(fresh -> first.compareAndSet(null, fresh) ? fresh : first.get());
    client.redeem(code());
    return client.refusal(code());
  }

  String secondUseOfACode() throws Exception {
    AuthorizationCode code = code();
    client().redeem(code);
    return client().refusal(code);
  }

  String wrongVerifier() throws Exception {
    AuthorizationCode code = code();
    CodeVerifier other = CodeVerifier.create(new SecureRandom());
    return client().refusal(new AuthorizationCode(code.value(), other, code.nonce(), code.scope()));
  }

  String otherRedirectUri() throws Exception {
    return client(new JsonObject().put("redirectUri", "https://app.example.com/elsewhere"))
        .refusal(code());
  }

  /** Of the client's own making: the server did nothing wrong. */
  String otherNonce() throws Exception {
    AuthorizationCode code = code();
    return client()
        .refusal(new AuthorizationCode(code.value(), code.verifier(), "other", code.scope()));
  }

  String secondUseOfARefreshToken() throws Exception {
    Client client = client();
    Tokens first = client.signOn();
    client.refresh(Refresh.of(first));
    return Client.refusal(() -> client.refresh(Refresh.of(first)));
  }

  String revokedRefreshToken() throws Exception {
    Client client = clientThatNamesTheIssuer();
    Tokens tokens = client.signOn();
    client.revoke(tokens.refreshToken());
    return Client.refusal(() -> client.refresh(Refresh.of(tokens)));
  }

  String unknownScopeOfTheApplication() throws Exception {
    Client client = client();
    return Client.refusal(() -> client.ofTheApplication("nonesuch"));
  }

  String wrongSecretAtIntrospection() throws Exception {
    Client other = clientWithAnotherSecret(new JsonObject());
    return Client.refusal(() -> other.introspect("nonsense"));
  }

  String wrongSecretAtRevocation() throws Exception {
    JsonObject issuer = assertion("audience", "issuer");
    Client other = clientWithAnotherSecret(issuer);
    return Client.refusal(() -> other.revoke("nonsense"));
  }

  String audienceThatIsTheRevocationEndpoint() throws Exception {
    Client client = client();
    return Client.refusal(() -> client.revoke("nonsense"));
  }

  String revokedTokenAtUserInfo() throws Exception {
    Client client = clientThatNamesTheIssuer();
    Tokens tokens = client.signOn();
    client.userInfo(UserInfoRequest.of(tokens));
    client.revoke(tokens.accessToken());
    return Client.refusal(() -> client.userInfo(UserInfoRequest.of(tokens)));
  }

  String tokenOfTheApplicationAtUserInfo() throws Exception {
    Client client = client();
    Tokens tokens = client.ofTheApplication("profile");
    return Client.refusal(() -> client.userInfo(UserInfoRequest.of(tokens)));
  }

  Client clientThatPushes() throws Exception {
    return client(pushed());
  }

  Client clientThatSigns() throws Exception {
    return client(signed());
  }

  Client clientThatPushesWhatItSigned() throws Exception {
    return client(pushed().mergeIn(signed()));
  }

  String wrongSecretAtPush() throws Exception {
    return Client.refusal(clientWithAnotherSecret(pushed())::code);
  }

  String unknownScopeAtPush() throws Exception {
    Client client = clientThatPushes();
    return Client.refusal(() -> client.code("openid nonesuch"));
  }

  String wrongSignatureOfARequestObject() throws Exception {
    return Client.refusal(clientWithAnotherSecret(signed())::code);
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

  /** A client whose assertions are exchanged; they name the issuer, which the exchange is not. */
  private Client through(UnaryOperator<String> exchanged) throws Exception {
    return client(
        assertion("audience", "issuer"),
        AssertionExchange.start(vertx, server.endpoints(), exchanged).endpoints());
  }

  /** An assertion that is good for a minute, until then. */
  private String assertion(Instant end) {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.HS256),
            new JWTClaimsSet.Builder()
                .issuer(AuthorizationServer.CLIENT_ID)
                .subject(AuthorizationServer.CLIENT_ID)
                .audience(server.endpoints().issuer())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(end.minusSeconds(60)))
                .expirationTime(Date.from(end))
                .build());
    try {
      jwt.sign(new MACSigner(AuthorizationServer.CLIENT_SECRET));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
    return jwt.serialize();
  }
}
