package dev.tokenflow.pingone.options;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The formats of the schema that JSON Schema does not define: {@code base-url}, {@code
 * redirect-uri}.
 */
final class UriFormats {
  private UriFormats() {}

  /** The name of the format that the value lacks; null if it has it, or for another format. */
  static @Nullable String check(String type, @Nullable String format, Object value) {
    if (format == null || !(value instanceof String text)) {
      return null;
    }
    boolean matches =
        switch (format) {
          case "base-url" -> BaseUrl.isValid(text.strip());
          case "redirect-uri" -> isRedirectUri(text.strip());
          default -> true;
        };
    return matches ? null : format;
  }

  /** RFC 6749 section 3.1.2: absolute, without a fragment. */
  private static boolean isRedirectUri(String text) {
    try {
      URI uri = new URI(text);
      return uri.isAbsolute() && uri.getRawFragment() == null && SecretText.isUnicode(text);
    } catch (URISyntaxException notAUri) {
      return false;
    }
  }
}
