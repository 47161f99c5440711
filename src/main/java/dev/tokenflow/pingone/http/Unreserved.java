package dev.tokenflow.pingone.http;

/** The characters that mean themselves in a URI and in a form (RFC 3986 section 2.3). */
public final class Unreserved {
  private Unreserved() {}

  /** Whether a text consists of them alone. */
  public static boolean areAllOf(String text) {
    return areAllOf(text, "");
  }

  /** Whether a text consists of them and these others. */
  static boolean areAllOf(String text, String others) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isUnreserved(c) && others.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
