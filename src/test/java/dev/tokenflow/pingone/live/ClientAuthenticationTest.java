package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.failure;
import static dev.tokenflow.pingone.live.Live.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.log.CapturedLog;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SharedKey;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each method of client authentication, at every endpoint that authenticates the client. */
class ClientAuthenticationTest {
  private static final String NEW_SECRET = "another-secret-that-is-long-enough-for-HS256";

  @RegisterExtension final Live live = new Live();

  @TempDir Path folder;

  private final Map<String, Integer> seen = new ConcurrentHashMap<>();

  @ParameterizedTest
  @CsvSource({"client_secret_basic", "client_secret_post", "EC", "RSA"})
  void authenticatesAtEveryEndpoint(String method) throws Exception {
    live.deploy(
        configuration(method, options().setPushedAuthorizationRequired(true))
            .put("pushedAuthorization", true));

    JsonObject tokens = await(live.signOn(Live.alice().put("scope", "openid offline_access")));
    JsonObject access = new JsonObject().put("token", tokens.getString("access_token"));

    assertTrue(await(live.ask("introspect", access)).getBoolean("active"));
    await(live.ask("revoke", access));
    assertFalse(await(live.ask("introspect", access)).getBoolean("active"));
    await(
        live.ask(
            "refresh", new JsonObject().put("refresh_token", tokens.getString("refresh_token"))));
    assertEquals(
        "tokens", await(live.ask("client-credentials", new JsonObject())).getString("outcome"));
  }

  @Test
  void publicClientSignsOnAndSendsNothingThatItMayNot() throws Exception {
    live.deploy(configuration("none", options()));

    JsonObject tokens = await(live.signOnAlice());
    await(live.ask("revoke", new JsonObject().put("token", tokens.getString("access_token"))));
    seen.clear();

    JsonObject introspect =
        assertFails(
            live.ask("introspect", new JsonObject().put("token", "made-up")),
            500,
            "configuration",
            "introspect");
    assertFails(live.ask("client-credentials", new JsonObject()), 500, "configuration", "token");
    assertEquals(Map.of(), seen);
    assertFalse(introspect.getBoolean("retryable"));
    assertTrue(
        introspect.getString("error_description").contains("clientAuthentication is \"none\""),
        introspect::encode);
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, true, false",
    "RSA, true, true",
    "EC, true, false",
    "client_secret_post, true, true",
    "none, true, false"
  })
  void signsRequestObjectWithWhatPingOneTakes(String method, boolean object, boolean pushed)
      throws Exception {
    SandboxOptions options =
        options().setRequestObjectRequired(object).setPushedAuthorizationRequired(pushed);

    live.deploy(
        configuration(method, options)
            .put("requestObject", object)
            .put("pushedAuthorization", pushed)
            .put("clientSecret", method.equals("RSA") ? "" : options.clientSecret()));

    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  @ParameterizedTest
  @CsvSource({"client_secret_basic", "client_secret_post", "RSA"})
  void failsIfTheApplicationHasAnotherMethod(String method) throws Exception {
    JsonObject configuration = configuration(method, options());
    configuration.put(
        "baseUrl", live.sandbox(options().setClientAuthentication("client_secret_jwt")).baseUrl());
    live.deploy(configuration);

    if (method.equals("RSA")) {
      assertFails(live.signOnAlice(), 500, "invalid_client", "token");
    } else {
      JsonObject failure = assertFails(live.signOnAlice(), 500, "invalid_client", "token");
      assertTrue(failure.getString("error_description").contains("client_secret_jwt"));
    }
  }

  @ParameterizedTest
  @CsvSource({"client_secret_basic", "client_secret_post"})
  void triesThePreviousSecretOnceIfTheServerLagsBehind(String method) throws Exception {
    SandboxOptions options = options().setClientAuthentication(method);
    Sandbox sandbox = sandbox(options);
    Path secret = Files.writeString(folder.resolve("secret"), options.clientSecret());
    live.deploy(
        sandbox
            .verticleConfiguration()
            .putNull("clientSecret")
            .put("clientSecretFile", secret.toString()));
    await(live.signOnAlice());
    Files.writeString(secret, NEW_SECRET);

    await(live.signOnAlice());
    assertEquals(3, seen.get("token"), "one was rejected");

    await(sandbox.acceptClientSecrets(NEW_SECRET));
    await(live.signOnAlice());
    assertEquals(4, seen.get("token"));
  }

  @Test
  void rotatesThePrivateKeyWithoutARestart() throws Exception {
    KeyPair first = elliptic();
    KeyPair second = elliptic();
    Path file = writeKey(first.getPrivate());
    Sandbox sandbox = sandbox(privateKey(options(), first));
    live.deploy(withKey(sandbox.verticleConfiguration(), file));
    await(live.signOnAlice());

    writeKey(second.getPrivate());
    await(live.signOnAlice());
    assertEquals(3, seen.get("token"), "the server lagged behind, so the first was tried again");

    await(sandbox.acceptClientKeys(Map.of("key-1", second.getPublic())));
    await(live.signOnAlice());
    assertEquals(4, seen.get("token"));

    try (CapturedLog log = CapturedLog.from(Level.WARNING)) {
      Files.writeString(file, "no key");
      await(live.signOnAlice());
      await(live.signOnAlice());

      assertEquals(1, log.text().split("The private key in", -1).length - 1, log::text);
    }
  }

  /** As careless servers do, this one quotes all that it got, decoded and not. */
  @ParameterizedTest
  @CsvSource({"client_secret_basic", "client_secret_post", "EC"})
  void showsNoSecretThatAServerQuotes(String method) throws Exception {
    String secret = "sand box+secret/that is?no:secret%at all&really";
    String whole = Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
    JsonObject configuration = configuration(method, options());
    if (method.startsWith("client_secret")) {
      configuration.put("clientSecret", secret);
    }
    Sandbox quoting =
        live.sandbox(
            options(),
            request -> {
              if (SandboxStep.of(request) != SandboxStep.TOKEN) {
                return false;
              }
              String header = String.valueOf(request.getHeader("Authorization"));
              request
                  .body()
                  .onSuccess(
                      body ->
                          request
                              .response()
                              .setStatusCode(401)
                              .end(
                                  new JsonObject()
                                      .put("error", "invalid_client")
                                      .put(
                                          "error_description",
                                          header
                                              + " "
                                              + secret
                                              + " "
                                              + whole
                                              + " "
                                              + body.toString().replaceAll(".*secret=", ""))
                                      .encode()));
              return true;
            });
    StringBuilder output = new StringBuilder();
    try (CapturedLog log = CapturedLog.from(Level.ALL)) {
      live.deploy(configuration.put("baseUrl", quoting.baseUrl()));
      output.append(failure(live.signOnAlice()).getMessage());
      output.append(log.text());
    }

    if (method.equals("EC")) {
      String key = Files.readString(folder.resolve("key.pem")).split("\n", -1)[1];
      assertFalse(output.toString().contains(key.substring(0, 20)), output::toString);
    } else {
      for (String form :
          List.of(secret, "sand+box", "no%3Asecret", whole.substring(0, 20), "Basic NW")) {
        assertFalse(output.toString().contains(form), output::toString);
      }
    }
    assertTrue(output.toString().contains("invalid_client"), output::toString);
  }

  /** A configuration for a new sandbox; {@code EC} and {@code RSA} mean private_key_jwt. */
  private JsonObject configuration(String method, SandboxOptions options) throws Exception {
    if (!method.equals("EC") && !method.equals("RSA")) {
      return sandbox(options.setClientAuthentication(method)).verticleConfiguration();
    }
    KeyPair key = method.equals("EC") ? elliptic() : SharedKey.RSA;
    return withKey(
        sandbox(privateKey(options, key)).verticleConfiguration(), writeKey(key.getPrivate()));
  }

  private static SandboxOptions privateKey(SandboxOptions options, KeyPair key) {
    return options
        .setClientAuthentication("private_key_jwt")
        .setClientKeys(Map.of("key-1", key.getPublic()));
  }

  private static JsonObject withKey(JsonObject configuration, Path file) {
    return configuration.put("privateKeyFile", file.toString()).put("keyId", "key-1");
  }

  private Path writeKey(PrivateKey key) throws Exception {
    return Files.writeString(
        folder.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
  }

  private Sandbox sandbox(SandboxOptions options) {
    return live.sandbox(
        options,
        request -> {
          seen.merge(SandboxStep.of(request).toString(), 1, Integer::sum);
          return false;
        });
  }

  private static KeyPair elliptic() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
