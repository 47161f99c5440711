package dev.tokenflow.pingone.options;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The formats of the schema that JSON Schema does not define: {@code base-url}, {@code
 * redirect-uri}.
 */
final class UriFormats {
  private static final String LOOPBACK = "localhost|127(\\.\\d{1,3}){3}|\\[::1]";

  private UriFormats() {}

  /** Null if the value has the format, or the format is none of these; else the format's name. */
  static @Nullable String check(String type, @Nullable String format, Object value) {
    if (format == null || !(value instanceof String text)) {
      return null;
    }
    try {
      boolean matches =
          switch (format) {
            case "base-url" -> isBaseUrl(new URI(text));
            case "redirect-uri" -> isRedirectUri(new URI(text));
            default -> true;
          };
      return matches ? null : format;
    } catch (URISyntaxException notAUri) {
      return format;
    }
  }

  private static boolean isBaseUrl(URI uri) {
    return uri.getHost() != null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && uri.getRawUserInfo() == null
        && ("https".equalsIgnoreCase(uri.getScheme())
            || ("http".equalsIgnoreCase(uri.getScheme())
                && uri.getHost().toLowerCase(Locale.ROOT).matches(LOOPBACK)));
  }

  /** RFC 6749 section 3.1.2: absolute, without a fragment. */
  private static boolean isRedirectUri(URI uri) {
    return uri.isAbsolute() && uri.getRawFragment() == null;
  }
}
