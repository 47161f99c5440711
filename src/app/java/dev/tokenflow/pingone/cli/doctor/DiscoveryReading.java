package dev.tokenflow.pingone.cli.doctor;

import static java.util.Objects.requireNonNullElse;

import dev.tokenflow.pingone.options.ClientAuthenticationMethod;
import dev.tokenflow.pingone.options.Endpoints;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the metadata of OpenID Connect Discovery 1.0 with what the client uses. */
final class DiscoveryReading {
  private static final String NAME = "discovery";
  private static final String ENVIRONMENT =
      "configuration: environmentId and region, or baseUrl (console: Settings > Environment >"
          + " Properties)";

  private DiscoveryReading() {}

  static String url(Endpoints endpoints) {
    return endpoints.issuer() + "/.well-known/openid-configuration";
  }

  static Finding of(Reply reply, PingOneOptions options) {
    if (!(reply instanceof Reply.Answer answer)) {
      return Finding.failed(
          NAME,
          "GET .well-known/openid-configuration: " + ((Reply.None) reply).why(),
          Trouble.NO_ANSWER);
    }
    JsonObject metadata = answer.json();
    if (answer.status() != 200 || !(metadata.getValue("issuer") instanceof String)) {
      return Finding.failed(
          NAME,
          "GET .well-known/openid-configuration answered " + answer.outline(),
          requireNonNullElse(Trouble.advice(answer.status()), ENVIRONMENT));
    }
    List<String> differences = differences(metadata, options.endpoints());
    if (!differences.isEmpty()) {
      return Finding.failed(
          NAME,
          "the document names other URLs: " + String.join("; ", differences),
          "configuration: baseUrl, which is the issuer less \"/as\"; region");
    }
    List<String> lacks = lacks(metadata, options);
    return lacks.isEmpty()
        ? Finding.ok(NAME, "issuer and endpoints are those that this client uses")
        : Finding.ok(
            NAME, "issuer and endpoints as used; not listed there: " + String.join(", ", lacks));
  }

  private static List<String> differences(JsonObject metadata, Endpoints endpoints) {
    Map<String, String> used = new LinkedHashMap<>();
    used.put("issuer", endpoints.issuer());
    used.put("authorization_endpoint", endpoints.authorization());
    used.put("token_endpoint", endpoints.token());
    used.put("jwks_uri", endpoints.jwks());
    used.put("userinfo_endpoint", endpoints.userInfo());
    used.put("introspection_endpoint", endpoints.introspection());
    used.put("revocation_endpoint", endpoints.revocation());
    used.put("pushed_authorization_request_endpoint", endpoints.pushedAuthorization());
    // PingOne's own name for it.
    used.put("ping_end_idp_session_endpoint", endpoints.signOff());
    List<String> differences = new ArrayList<>();
    used.forEach(
        (name, url) -> {
          if (metadata.getValue(name) instanceof String named && !named.equals(url)) {
            differences.add(
                name + " is \"" + ServerText.clean(named) + "\", used is \"" + url + '"');
          }
        });
    // The rest follows from the issuer.
    return differences.size() > 1 && differences.get(0).startsWith("issuer")
        ? differences.subList(0, 1)
        : differences;
  }

  /** What lists do not contain. They are optional, and need not be complete. */
  private static List<String> lacks(JsonObject metadata, PingOneOptions options) {
    Map<String, String> needed = new LinkedHashMap<>();
    needed.put("response_types_supported", "code");
    needed.put("response_modes_supported", options.responseMode().wireName());
    needed.put("code_challenge_methods_supported", "S256");
    ClientAuthenticationMethod method = options.clientAuthentication();
    // A public client needs no method, and few servers list none.
    if (method != ClientAuthenticationMethod.NONE) {
      needed.put("token_endpoint_auth_methods_supported", method.wireName());
    }
    if (method.wireName().endsWith("_jwt")) {
      needed.put(
          "token_endpoint_auth_signing_alg_values_supported",
          options.assertion().algorithm().name());
    }
    needed.put("id_token_signing_alg_values_supported", "RS256");
    List<String> lacks = new ArrayList<>();
    needed.forEach(
        (list, value) -> {
          if (metadata.getValue(list) instanceof JsonArray listed && !listed.contains(value)) {
            lacks.add(value + " (" + list + ")");
          }
        });
    return lacks;
  }
}
