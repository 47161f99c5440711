package dev.tokenflow.pingone.cli.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.options.ResponseMode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends authorization requests as the configuration says: plain, signed or pushed. */
record AuthorizationRequest(
    PingOneOptions options, Requests requests, ClientAuthentication authentication) {

  /**
   * Sends one.
   *
   * @param verifier the code verifier, with which a code could be redeemed (RFC 7636)
   * @return the answer of the authorization endpoint, or the one that refuses to push
   */
  Reply send(ResponseMode mode, String scope, String verifier) {
    Map<String, String> form = parameters(mode, scope, verifier);
    if (options.requestObject()) {
      form = authentication.requestObject(form);
    }
    if (options.pushedAuthorization()) {
      String endpoint = options.endpoints().pushedAuthorization();
      Reply pushed =
          requests.postForm("par", endpoint, authentication.authenticate(form, endpoint));
      String reference =
          pushed instanceof Reply.Answer answer && answer.status() / 100 == 2
              ? answer.text("request_uri")
              : null;
      if (reference == null) {
        return pushed;
      }
      form = Map.of("client_id", options.clientId(), "request_uri", reference);
    }
    return requests.postForm("authorize", options.endpoints().authorization(), form);
  }

  private Map<String, String> parameters(ResponseMode mode, String scope, String verifier) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("response_type", "code");
    form.put("response_mode", mode.wireName());
    form.put("client_id", options.clientId());
    form.put("redirect_uri", options.redirectUri());
    form.put("scope", scope);
    form.put("state", RandomText.make());
    form.put("nonce", RandomText.make());
    form.put("code_challenge", challenge(verifier));
    form.put("code_challenge_method", "S256");
    return form;
  }

  /** RFC 7636 section 4.2. */
  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }

  /** The request in a few words. */
  String outline() {
    return (options.pushedAuthorization() ? "a pushed request" : "POST authorize")
        + (options.requestObject() ? ", signed," : "");
  }
}
