package dev.tokenflow.pingone.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenflow.pingone.options.ClientAuthenticationMethod;
import dev.tokenflow.pingone.options.ClientSecret;
import dev.tokenflow.pingone.options.PingOneOptions;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Hides the client secret, which some methods send and an answer may quote.
 *
 * @param forms the secret as it may be quoted
 */
record SentSecrets(List<String> forms) {
  // Shorter ones would be found in any text.
  private static final int SHORTEST = 4;

  static SentSecrets of(PingOneOptions options) {
    ClientSecret secret = options.clientSecret();
    if (secret == null) {
      return new SentSecrets(List.of());
    }
    String value = secret.value();
    List<String> forms = new ArrayList<>();
    if (options.clientAuthentication() == ClientAuthenticationMethod.CLIENT_SECRET_BASIC) {
      forms.add(ClientAuthentication.basic(options).substring("Basic ".length()));
    }
    forms.add(value);
    forms.add(URLEncoder.encode(value, UTF_8));
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(value.getBytes(UTF_8)));
    forms.removeIf(form -> form.length() < SHORTEST);
    return new SentSecrets(List.copyOf(forms));
  }

  /** The finding without the secret, whole or cut. */
  Finding hide(Finding finding) {
    String text = finding.text();
    for (String form : forms) {
      text = text.replace(form, "***");
      for (int length = form.length() - 1; length >= SHORTEST; length--) {
        text = text.replace(form.substring(0, length) + "…", "***…");
      }
    }
    return new Finding(finding.check(), finding.verdict(), text, finding.advice());
  }

  @Override
  public String toString() {
    return "SentSecrets[***]";
  }
}
