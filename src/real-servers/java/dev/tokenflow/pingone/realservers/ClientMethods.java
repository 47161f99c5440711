package dev.tokenflow.pingone.realservers;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/**
 * Configurations of the realm's clients that authenticate otherwise than by a client secret JWT.
 */
final class ClientMethods {
  private static final Path KEYS =
      Path.of("src", "test", "resources", "dev", "tokenflow", "pingone", "options", "keys");
  // What basic and post have to encode.
  private static final String SECRET = "a secret: 100% of its octets + a few /&?=ü";

  private ClientMethods() {}

  /** By the last part of the client's id. */
  static JsonObject of(String name) {
    return switch (name) {
      case "rsa" -> privateKey(name, "rsa-pkcs1").putNull("clientSecret");
      case "ec" -> privateKey(name, "ec-p256-sec1");
      case "basic" -> client("secret", "client_secret_basic").put("clientSecret", SECRET);
      case "post" -> client("secret", "client_secret_post").put("clientSecret", SECRET);
      case "public" -> client(name, "none").putNull("clientSecret");
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The same with a key or a secret that the server does not have. */
  static JsonObject wrong(String name) {
    return switch (name) {
      case "rsa", "ec" -> of(name).put("keyId", "key-that-is-not-registered");
      default -> of(name).put("clientSecret", "another secret");
    };
  }

  private static JsonObject privateKey(String name, String file) {
    return client(name, "private_key_jwt")
        .put("privateKeyFile", KEYS.resolve(file + ".pem").toString())
        .put("keyId", name + "-1")
        // Keycloak's revocation endpoint takes no other.
        .put("assertion.audience", "issuer");
  }

  private static JsonObject client(String name, String method) {
    return new JsonObject()
        .put("clientId", RealServer.CLIENT_ID + "-" + name)
        .put("clientAuthentication", method);
  }
}
