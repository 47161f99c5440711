package dev.tokenflow.pingone.flow;

import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The browser's way out of a flow that cannot be continued headlessly: the only link of an answer
 * that is handed on, and it is checked here.
 */
final class BrowserLink {
  private static final int MAX_LENGTH = 4096;
  private static final String LOOPBACK = "localhost|127(\\.\\d{1,3}){3}|\\[::1]";
  // HAL allows an array of links (draft-kelly-json-hal section 4.1.1).
  private static final List<JsonPointer> PLACES =
      List.of(
          JsonPointer.from("/_embedded/identityProvider/_links/authenticate/href"),
          JsonPointer.from("/_embedded/identityProvider/_links/authenticate/0/href"),
          JsonPointer.from("/_links/authenticate/href"),
          JsonPointer.from("/_links/authenticate/0/href"));

  private BrowserLink() {}

  /** The first link in a flow that a browser can follow, or null. */
  static @Nullable String in(JsonObject flow) {
    return PLACES.stream()
        .map(place -> checked(place.queryJson(flow)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** RFC 3986 section 2; java.net.URI takes more, such as what turns the direction of a text. */
  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  /** The link if it is https, or http to this machine, and without user info; else null. */
  static @Nullable String checked(@Nullable Object link) {
    if (!(link instanceof String text) || text.length() > MAX_LENGTH || !isAscii(text)) {
      return null;
    }
    try {
      URI uri = URI.create(text);
      boolean safe =
          "https".equalsIgnoreCase(uri.getScheme())
              || ("http".equalsIgnoreCase(uri.getScheme())
                  && String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT).matches(LOOPBACK));
      return safe && uri.getHost() != null && uri.getRawUserInfo() == null ? text : null;
    } catch (IllegalArgumentException notAUri) {
      return null;
    }
  }
}
