package dev.tokenflow.pingone.realservers;

import dev.tokenflow.pingone.options.Endpoints;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.jsoup.Jsoup;

/**
 * An authorization server with the endpoints of its metadata (OpenID Connect Discovery 1.0 section
 * 3). Every server is set up with the same application and user.
 */
record RealServer(Endpoints endpoints) {
  static final String CLIENT_ID = "tokenflow";
  static final String CLIENT_SECRET =
      "a-secret-of-sixty-four-octets-so-that-it-would-do-for-HS512-too!";
  static final String REDIRECT_URI = "https://app.example.com/callback";
  static final String USERNAME = "alice";
  static final String PASSWORD = "wonderland";

  /** Reads the metadata of an issuer. */
  static RealServer of(String issuer) throws IOException {
    String document =
        Jsoup.connect(issuer + "/.well-known/openid-configuration")
            .ignoreContentType(true)
            .execute()
            .body();
    JsonObject metadata = new JsonObject(document);
    return new RealServer(
        new Endpoints(
            metadata.getString("issuer"),
            metadata.getString("authorization_endpoint"),
            null, // Flows and resume exist only in PingOne.
            null,
            metadata.getString("token_endpoint"),
            metadata.getString("jwks_uri"),
            metadata.getString("introspection_endpoint"),
            metadata.getString("revocation_endpoint"),
            metadata.getString("userinfo_endpoint"),
            metadata.getString("pushed_authorization_request_endpoint"),
            metadata.getString("end_session_endpoint")));
  }

  /** The server's endpoints with another issuer. */
  Endpoints endpointsOf(String issuer) {
    return new Endpoints(
        issuer,
        endpoints.authorization(),
        null,
        null,
        endpoints.token(),
        endpoints.jwks(),
        endpoints.introspection(),
        endpoints.revocation(),
        endpoints.userInfo(),
        endpoints.pushedAuthorization(),
        endpoints.signOff());
  }

  /** The configuration of the application, without its endpoints. */
  JsonObject configuration() {
    return new JsonObject()
        .put("baseUrl", endpoints.issuer())
        .put("clientId", CLIENT_ID)
        .put("clientSecret", CLIENT_SECRET)
        .put("redirectUri", REDIRECT_URI);
  }
}
