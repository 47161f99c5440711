package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/** The forms in which PingOne's clients have seen {@code publicKeyCredentialRequestOptions}. */
public enum PasskeyOptionsForm {
  /** JSON inside a string. */
  TEXT,
  /** An object, in which what is binary is an array of signed octets. */
  OBJECT,
  /** The text in base64url. */
  BASE64URL;

  /** The options in this form. */
  Object write(JsonObject options) {
    return switch (this) {
      case TEXT -> options.encode();
      case BASE64URL -> Crypto.base64Url(options.encode().getBytes(UTF_8));
      case OBJECT -> {
        JsonObject written = options.copy().put("challenge", octets(options, "challenge"));
        written
            .getJsonArray("allowCredentials")
            .forEach(
                each -> {
                  JsonObject credential = (JsonObject) each;
                  credential.put("id", octets(credential, "id"));
                });
        yield written;
      }
    };
  }

  private static JsonArray octets(JsonObject object, String field) {
    JsonArray octets = new JsonArray();
    for (byte octet : Base64.getUrlDecoder().decode(object.getString(field))) {
      octets.add((int) octet);
    }
    return octets;
  }
}
