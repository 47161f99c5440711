package dev.tokenflow.pingone.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Halves of surrogate pairs in JSON, which its escapes allow (RFC 8259 section 8.2). They have no
 * UTF-8, so an answer that is handed on with one could not be sent to another member of a cluster,
 * and its caller would get no answer at all. U+FFFD takes their place.
 */
final class HalfPairs {
  // A whole pair, half of one, or any other escape, whose second character begins none.
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:u[dD][89abAB]\\p{XDigit}{2}\\\\u[dD][c-fC-F]\\p{XDigit}{2}"
              + "|(u[dD][89a-fA-F]\\p{XDigit}{2})|.)",
          Pattern.DOTALL);

  private HalfPairs() {}

  /** Whether there is an escape of a surrogate, or one as if it were UTF-8. */
  static boolean mayBeIn(byte[] json) {
    for (int i = 0; i + 2 < json.length; i++) {
      if (json[i] == '\\' && json[i + 1] == 'u' && (json[i + 2] == 'd' || json[i + 2] == 'D')) {
        return true;
      }
      if (json[i] == (byte) 0xED && (json[i + 1] & 0xff) >= 0xA0) {
        return true;
      }
    }
    return false;
  }

  static String replacedIn(String json) {
    return ESCAPE
        .matcher(json)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(escape.group(1) == null ? escape.group() : "\\ufffd"));
  }
}
