package dev.tokenflow.pingone.http;

/** The characters that need no encoding in a URI or a form (RFC 3986 section 2.3). */
public final class Unreserved {
  // Every octet of a form and of a flow id is looked up here.
  private static final boolean[] IS_UNRESERVED =
      table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

  private Unreserved() {}

  /** Whether a text consists of these characters only. */
  public static boolean areAllOf(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isUnreserved(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUnreserved(char c) {
    return c < IS_UNRESERVED.length && IS_UNRESERVED[c];
  }

  private static boolean[] table(String characters) {
    boolean[] table = new boolean[128];
    characters.chars().forEach(c -> table[c] = true);
    return table;
  }
}
