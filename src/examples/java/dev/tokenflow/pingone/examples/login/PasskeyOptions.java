package dev.tokenflow.pingone.examples.login;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Brings {@code publicKeyCredentialRequestOptions} into one form. PingOne has sent them as JSON in
 * a string, as an object in which octets are arrays of signed numbers, and as base64url.
 */
final class PasskeyOptions {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private PasskeyOptions() {}

  /**
   * The options as {@code PublicKeyCredentialRequestOptionsJSON} (Web Authentication, 5.1.10);
   * empty if they are unreadable: then the browser refuses, and the page offers another way.
   */
  static JsonObject of(JsonObject embedded) {
    try {
      JsonObject options = read(embedded.getValue("publicKeyCredentialRequestOptions")).copy();
      options.put("challenge", base64url(options.getValue("challenge")));
      JsonArray allowed = options.getJsonArray("allowCredentials", new JsonArray());
      for (Object each : allowed) {
        JsonObject credential = (JsonObject) each;
        credential.put("id", base64url(credential.getValue("id")));
      }
      return options.put("allowCredentials", allowed);
    } catch (DecodeException | IllegalArgumentException | ClassCastException unreadable) {
      return new JsonObject();
    }
  }

  private static JsonObject read(@Nullable Object options) {
    if (options instanceof JsonObject object) {
      return object;
    }
    String text = String.valueOf(options).strip();
    return text.startsWith("{")
        ? new JsonObject(text)
        : new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(text)));
  }

  private static @Nullable Object base64url(@Nullable Object octets) {
    if (!(octets instanceof JsonArray array)) {
      return octets;
    }
    Buffer buffer = Buffer.buffer();
    array.forEach(octet -> buffer.appendByte(((Number) octet).byteValue()));
    return BASE64URL.encodeToString(buffer.getBytes());
  }
}
