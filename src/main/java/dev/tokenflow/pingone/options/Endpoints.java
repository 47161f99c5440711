package dev.tokenflow.pingone.options;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The authorization server's URLs, all at one origin.
 *
 * @param issuer the issuer identifier, compared with the ID token's {@code iss}
 * @param authorization the authorization endpoint (RFC 6749 section 3.1)
 * @param flows the parent of the flow resources, or null at a server that is not PingOne
 * @param resume where a completed flow is exchanged for an authorization code, or null likewise
 * @param token the token endpoint (RFC 6749 section 3.2)
 * @param jwks the key set of the ID tokens (RFC 7517 section 5)
 * @param introspection the introspection endpoint (RFC 7662 section 2)
 * @param revocation the revocation endpoint (RFC 7009 section 2)
 * @param userInfo the UserInfo endpoint (OpenID Connect Core 5.3)
 * @param pushedAuthorization the pushed authorization request endpoint (RFC 9126 section 2)
 * @param signOff where a user's session is ended by an ID token
 */
public record Endpoints(
    String issuer,
    String authorization,
    @Nullable String flows,
    @Nullable String resume,
    String token,
    String jwks,
    String introspection,
    String revocation,
    String userInfo,
    String pushedAuthorization,
    String signOff) {

  static Endpoints of(Settings settings) {
    return of(
        settings.optionalText("baseUrl") != null
            ? server(settings)
            : server(settings)
                + "/"
                // A UUID is written in lower case (RFC 9562 section 4), so in the issuer too.
                + settings.text("environmentId").toLowerCase(Locale.ROOT));
  }

  /** The base URL, without the environment where that is a path of its own. */
  static String server(Settings settings) {
    String baseUrl = settings.optionalText("baseUrl");
    return baseUrl != null
        ? BaseUrl.normalize(baseUrl)
        : "https://auth.pingone." + settings.annotation("region", "topLevelDomains");
  }

  /**
   * PingOne's endpoints below a base URL, in any spelling, such as {@code
   * https://auth.pingone.eu/00000000-0000-0000-0000-000000000000}.
   *
   * @throws IllegalArgumentException if it cannot be the configuration's {@code baseUrl}
   */
  public static Endpoints of(String baseUrl) {
    String url = baseUrl.strip();
    if (!BaseUrl.isValid(url)) {
      throw new IllegalArgumentException("not a base URL");
    }
    return below(BaseUrl.normalize(url));
  }

  private static Endpoints below(String baseUrl) {
    return new Endpoints(
        baseUrl + "/as",
        baseUrl + "/as/authorize",
        baseUrl + "/flows",
        baseUrl + "/as/resume",
        baseUrl + "/as/token",
        baseUrl + "/as/jwks",
        baseUrl + "/as/introspect",
        baseUrl + "/as/revoke",
        baseUrl + "/as/userinfo",
        baseUrl + "/as/par",
        baseUrl + "/as/idpSignoff");
  }
}
