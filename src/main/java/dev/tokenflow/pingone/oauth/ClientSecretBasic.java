package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenflow.pingone.http.Form;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;

/** {@code client_secret_basic}: the secret in the {@code Authorization} header (RFC 7617). */
public final class ClientSecretBasic implements ClientAuthentication {
  private final String authorization;
  private final List<String> secrets;

  /** RFC 6749 section 2.3.1 encodes both like a form, so that the id may hold a colon. */
  public ClientSecretBasic(String clientId, String secret) {
    String encoded = URLEncoder.encode(secret, UTF_8);
    String credentials =
        Base64.getEncoder()
            .encodeToString((URLEncoder.encode(clientId, UTF_8) + ":" + encoded).getBytes(UTF_8));
    this.authorization = "Basic " + credentials;
    this.secrets = List.of(secret, encoded, credentials);
  }

  @Override
  public Authenticated authenticate(Form form, String endpoint) {
    return new Authenticated(form.copy().withSecrets(secrets), authorization);
  }

  @Override
  public String toString() {
    return "ClientSecretBasic[***]";
  }
}
