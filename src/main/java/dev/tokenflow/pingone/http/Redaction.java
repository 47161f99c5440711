package dev.tokenflow.pingone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;

/**
 * Makes a server's text safe to show: an answer may quote what was sent, be endless, or try to
 * rearrange the line that it is shown in.
 */
public final class Redaction {
  private static final int MAX_LENGTH = 200;
  // Shorter ones would be found in any text.
  private static final int SHORTEST_SECRET = 4;
  // No call sends as many, and to look for more takes too long.
  private static final int MAX_SECRETS = 50;
  // Characters times secrets.
  private static final int MAX_WORK = 512 * 1024;
  private static final int NO_MATCH = -1;
  private static final String HIDDEN = "***";

  private final List<String> secrets;
  private final List<Quoted> forms;
  private final BitSet begins = new BitSet();

  private Redaction(List<String> secrets) {
    this.secrets = searched(secrets);
    this.forms = hidesEverything() ? List.of() : forms(this.secrets);
    forms.forEach(form -> form.addBeginsTo(begins));
  }

  /** Hides these secrets, in whatever encoding a server quotes them. */
  public static Redaction of(List<String> secrets) {
    return new Redaction(secrets);
  }

  /** As {@link #line}, for a single text. */
  public static String of(String text, List<String> secrets) {
    return of(secrets).line(text);
  }

  /**
   * The text without the secrets; on one line, cut to a readable length. Its work does not grow
   * with the text, only with what is shown of it.
   */
  public String line(String text) {
    return cut(redacted(text, MAX_LENGTH).strip());
  }

  /** As {@link #line}, but not cut. */
  public String whole(String text) {
    return redacted(text, text.length());
  }

  /** How many characters can be searched without blocking an event loop. */
  public int maxCharacters() {
    return MAX_WORK / Math.max(1, secrets.size());
  }

  private boolean hidesEverything() {
    return secrets.size() > MAX_SECRETS;
  }

  private String redacted(String text, int length) {
    if (hidesEverything()) {
      return HIDDEN;
    }
    StringBuilder shown = new StringBuilder();
    int at = 0;
    while (at < text.length() && shown.length() <= length) {
      // The longest: a secret may contain another one.
      int end = at;
      if (begins.get(text.charAt(at))) {
        for (Quoted form : forms) {
          end = Math.max(end, form.matchAt(text, at));
        }
      }
      if (end > at) {
        shown.append(HIDDEN);
        at = end;
      } else {
        char c = rearranges(text.charAt(at)) ? ' ' : text.charAt(at);
        if (c == text.charAt(at) || !endsWithBlank(shown)) {
          shown.append(c);
        }
        at++;
      }
    }
    return shown.toString();
  }

  /** Cuts a text to the length that is shown at most, between characters. */
  static String cut(String text) {
    return cut(text, MAX_LENGTH);
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Math.max(1, length - 1);
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  /** Cuts a text so that a remark fits after it, and adds the remark. */
  static String cut(String text, String remark) {
    int room = Math.max(0, MAX_LENGTH - remark.length());
    return text.length() <= room ? text + remark : cut(text, room) + remark;
  }

  private static boolean endsWithBlank(StringBuilder text) {
    return text.length() > 0 && text.charAt(text.length() - 1) == ' ';
  }

  /** Control characters, line ends, and those that change the direction of a text. */
  private static boolean rearranges(char c) {
    return Character.isISOControl(c)
        || c == '\u061c'
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }

  private static List<String> searched(List<String> secrets) {
    return secrets.stream()
        .filter(secret -> secret.length() >= SHORTEST_SECRET)
        .distinct()
        .limit(MAX_SECRETS + 1)
        .toList();
  }

  private static List<Quoted> forms(List<String> secrets) {
    List<Quoted> forms = new ArrayList<>();
    for (String secret : secrets) {
      byte[] octets = secret.getBytes(UTF_8);
      for (Encoding encoding : Encoding.values()) {
        forms.add(new Quoted(secret, encoding));
      }
      forms.add(new Quoted(base64(Base64.getEncoder(), octets), Encoding.NONE));
      forms.add(new Quoted(base64(Base64.getUrlEncoder(), octets), Encoding.NONE));
    }
    return forms;
  }

  private static String base64(Base64.Encoder encoder, byte[] octets) {
    return encoder.withoutPadding().encodeToString(octets);
  }

  private record Quoted(String secret, Encoding encoding) {

    /** Adds the characters with which the quoted secret can begin: no other place is searched. */
    void addBeginsTo(BitSet begins) {
      begins.set(secret.charAt(0));
      encoding.introducers.chars().forEach(begins::set);
    }

    /** Where the secret ends that begins here in the text, or {@code NO_MATCH}. */
    int matchAt(String text, int start) {
      int at = start;
      for (int i = 0; i < secret.length(); ) {
        int c = secret.codePointAt(i);
        int end = encoding.matchAt(text, at, c);
        if (end == NO_MATCH) {
          return NO_MATCH;
        }
        at = end;
        i += Character.charCount(c);
      }
      return at;
    }
  }

  /** How a text may quote a character. */
  private enum Encoding {
    NONE("") {
      @Override
      String[] escapes(int c) {
        return new String[0];
      }
    },
    /** Percent encoding (RFC 3986 section 2.1), also with the {@code +} of a form. */
    PERCENT("%+") {
      @Override
      String[] escapes(int c) {
        StringBuilder percent = new StringBuilder();
        for (byte octet : Character.toString(c).getBytes(UTF_8)) {
          percent.append('%').append(hex(octet & 0xff, 2));
        }
        return c == ' ' ? new String[] {"+", "%20"} : new String[] {percent.toString()};
      }
    },
    HTML("&") {
      @Override
      String[] escapes(int c) {
        String name =
            switch (c) {
              case '&' -> "&amp;";
              case '<' -> "&lt;";
              case '>' -> "&gt;";
              case '"' -> "&quot;";
              case '\'' -> "&apos;";
              default -> "&#" + c + ";";
            };
        return new String[] {name, "&#" + c + ";", "&#0" + c + ";", "&#x" + hex(c, 1) + ";"};
      }
    },
    JSON("\\") {
      @Override
      String[] escapes(int c) {
        StringBuilder unicode = new StringBuilder();
        for (char unit : Character.toChars(c)) {
          unicode.append("\\u").append(hex(unit, 4));
        }
        String mnemonic =
            switch (c) {
              case '\n' -> "\\n";
              case '\r' -> "\\r";
              case '\t' -> "\\t";
              case '\b' -> "\\b";
              case '\f' -> "\\f";
              default -> "\\" + Character.toString(c);
            };
        return new String[] {mnemonic, unicode.toString()};
      }
    };

    private final String introducers;

    Encoding(String introducers) {
      this.introducers = introducers;
    }

    /** The escaped forms of a character; their letters may be of either case. */
    abstract String[] escapes(int c);

    /** Where this character ends that begins here in the text, or {@code NO_MATCH}. */
    int matchAt(String text, int start, int c) {
      if (start >= text.length()) {
        return NO_MATCH;
      }
      if (introducers.indexOf(text.charAt(start)) >= 0) {
        for (String escape : escapes(c)) {
          if (text.regionMatches(true, start, escape, 0, escape.length())) {
            return start + escape.length();
          }
        }
      }
      boolean literal = text.codePointAt(start) == c && introducers.indexOf(c) < 0;
      return literal || (c == '+' && text.charAt(start) == '+')
          ? start + Character.charCount(c)
          : NO_MATCH;
    }

    private static String hex(int value, int digits) {
      String hex = Integer.toHexString(value);
      return "0".repeat(Math.max(0, digits - hex.length())) + hex;
    }
  }
}
