package dev.tokenflow.pingone.sandbox;

import io.vertx.core.json.JsonObject;

/** Verifies what a security key answered (W3C Web Authentication section 7.2). */
@FunctionalInterface
public interface PasskeyCheck {

  /**
   * Whether the answer is good.
   *
   * @param input the input of {@code assertion.check}
   * @param challenge the flow's challenge, in base64url
   */
  boolean accepts(JsonObject input, String challenge);

  /**
   * What the browser gets to sign; the sandbox's own security key unless this is overridden.
   *
   * @param challenge the flow's challenge, in base64url
   */
  default JsonObject requestOptions(String challenge) {
    return SecurityKey.requestOptions(challenge);
  }
}
