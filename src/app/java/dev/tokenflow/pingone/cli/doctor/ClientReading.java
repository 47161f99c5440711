package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.options.ClientAuthenticationMethod;

/** What the token endpoint says to a code that cannot exist. */
final class ClientReading {
  static final String NAME = "client";
  private static final String GRANT =
      "console: the application's \"Grant type\", which must have Authorization Code, and whether"
          + " the application is enabled";

  private ClientReading() {}

  /**
   * Reads the answer.
   *
   * @param method how the client authenticated
   */
  static Finding of(Reply reply, ClientAuthenticationMethod method) {
    if (!(reply instanceof Reply.Answer answer)) {
      return Finding.failed(NAME, "POST token: " + ((Reply.None) reply).why(), Trouble.NO_ANSWER);
    }
    Refusal refusal = Refusal.of(answer);
    if (answer.status() / 100 == 2 && refusal.code() == null) {
      return Finding.failed(
          NAME,
          "POST token answered " + answer.outline() + " to a code that does not exist",
          "configuration: baseUrl; this is no token endpoint of PingOne");
    }
    if (refusal.is("invalid_grant")) {
      return Finding.ok(
          NAME, "invalid_grant for a code that does not exist: the client is accepted");
    }
    String came = "POST token answered " + refusal;
    if (isNotAuthenticated(refusal)) {
      return Finding.failed(NAME, came, credentials(method));
    }
    if (refusal.is("unauthorized_client", "unsupported_grant_type")) {
      return Finding.failed(NAME, came, GRANT);
    }
    String trouble = Trouble.advice(answer.status());
    if (trouble != null) {
      return Finding.failed(
          NAME, refusal.code() == null ? "POST token answered " + answer.outline() : came, trouble);
    }
    if (answer.status() == 404 || refusal.code() == null) {
      return Finding.failed(
          NAME,
          refusal.code() == null ? "POST token answered " + answer.outline() : came,
          "configuration: environmentId and region, or baseUrl");
    }
    return Finding.failed(
        NAME, came, "the setting that the text names; clientId, redirectUri, \"Grant type\"");
  }

  private static String credentials(ClientAuthenticationMethod method) {
    return switch (method) {
      case CLIENT_SECRET_JWT ->
          "configuration: clientId, clientSecret, assertion.algorithm;"
              + mustBe("Client Secret JWT");
      case PRIVATE_KEY_JWT ->
          "configuration: clientId, privateKeyFile, keyId, assertion.algorithm;"
              + mustBe("Private Key JWT, and the public key there");
      case CLIENT_SECRET_BASIC ->
          "configuration: clientId, clientSecret;" + mustBe("Client Secret Basic");
      case CLIENT_SECRET_POST ->
          "configuration: clientId, clientSecret;" + mustBe("Client Secret Post");
      case NONE -> "configuration: clientId, clientAuthentication;" + mustBe("None");
    };
  }

  private static String mustBe(String method) {
    return " console: the application's \"Token endpoint authentication method\", which must be "
        + method;
  }

  /**
   * Besides {@code invalid_client} some servers answer an assertion that they refuse with {@code
   * unauthorized_client}, or with 401 and {@code invalid_request}, and a secret with 401 and {@code
   * unauthorized_client}.
   */
  private static boolean isNotAuthenticated(Refusal refusal) {
    return refusal.is("invalid_client")
        || (refusal.is("unauthorized_client") && refusal.mentions("authentication"))
        || (refusal.status() == 401
            && refusal.is("invalid_request", "unauthorized_client", "ACCESS_FAILED"));
  }
}
