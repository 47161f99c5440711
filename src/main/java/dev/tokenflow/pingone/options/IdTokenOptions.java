package dev.tokenflow.pingone.options;

import java.time.Duration;

/**
 * How ID tokens are validated (OpenID Connect Core 3.1.3.7).
 *
 * @param validate whether they are validated at all
 * @param leeway by how much the clocks may differ
 */
public record IdTokenOptions(boolean validate, Duration leeway) {

  static IdTokenOptions of(Settings settings) {
    return new IdTokenOptions(
        settings.flag("idToken.validate"), settings.seconds("idToken.leewaySeconds"));
  }
}
