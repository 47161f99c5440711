package dev.tokenflow.pingone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;

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
  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();
  private static final String HIDDEN = "***";

  private final List<String> secrets;
  // By the characters with which they can begin: no other place is searched.
  private final Map<Character, List<Quoted>> forms = new HashMap<>();

  private Redaction(List<String> secrets) {
    this.secrets = searched(secrets);
    if (!hidesEverything()) {
      this.secrets.forEach(this::addForms);
    }
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
      for (Quoted form : forms.getOrDefault(text.charAt(at), List.of())) {
        end = Math.max(end, form.matchAt(text, at));
      }
      if (end > at) {
        shown.append(HIDDEN);
        at = end;
      } else {
        char c = rearranges(text.charAt(at)) || isHalf(text, at) ? ' ' : text.charAt(at);
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

  /** Half a surrogate pair has no UTF-8, so a message with it could not leave this machine. */
  private static boolean isHalf(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
        : Character.isLowSurrogate(c)
            && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  private static List<String> searched(List<String> secrets) {
    return secrets.stream()
        .filter(secret -> secret.length() >= SHORTEST_SECRET)
        .distinct()
        .limit(MAX_SECRETS + 1)
        .toList();
  }

  private void addForms(String secret) {
    for (Encoding encoding : Encoding.values()) {
      add(new Quoted(secret, encoding));
    }
    addBase64(secret.getBytes(UTF_8));
  }

  /** Alone, and within something longer, where what it looks like depends on what is before it. */
  private void addBase64(byte[] octets) {
    if (octets.length % 3 != 0) {
      addBase64(BASE64.encodeToString(octets));
    }
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + octets.length];
      System.arraycopy(octets, 0, shifted, before, octets.length);
      // Without the characters that have bits of what is before or after it.
      int begin = (8 * before + 5) / 6;
      int end = 8 * shifted.length / 6;
      addBase64(BASE64.encodeToString(shifted).substring(begin, end));
    }
  }

  private void addBase64(String encoded) {
    add(new Quoted(encoded, Encoding.BASE64));
    if (encoded.indexOf('+') >= 0 || encoded.indexOf('/') >= 0) {
      add(new Quoted(encoded.replace('+', '-').replace('/', '_'), Encoding.BASE64));
    }
  }

  private void add(Quoted form) {
    char first = form.secret.charAt(0);
    add(first, form);
    for (int i = 0; i < form.encoding.introducers.length(); i++) {
      char introducer = form.encoding.introducers.charAt(i);
      if (introducer != first) {
        add(introducer, form);
      }
    }
  }

  private void add(char first, Quoted form) {
    forms.computeIfAbsent(first, none -> new ArrayList<>()).add(form);
  }

  private record Quoted(String secret, Encoding encoding) {

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
        return new String[] {name, StringEscapeUtils.escapeHtml4(Character.toString(c))};
      }

      /** A number may have any zeros before it. */
      @Override
      int matchAt(String text, int start, int c) {
        Matcher number = NUMBER.matcher(text).region(start, Math.min(text.length(), start + 20));
        if (!number.lookingAt()) {
          return super.matchAt(text, start, c);
        }
        boolean matches =
            number.group(1) != null
                ? Integer.parseInt(number.group(1), 16) == c
                : Integer.parseInt(number.group(2)) == c;
        return matches ? number.end() : NO_MATCH;
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
    },
    /** In lines (RFC 2045 section 6.8); {@code +} and {@code /} may be quoted besides. */
    BASE64("%+\\") {
      @Override
      String[] escapes(int c) {
        return Stream.of(PERCENT, JSON)
            .flatMap(quoted -> Stream.of(quoted.escapes(c)))
            .toArray(String[]::new);
      }

      @Override
      int matchAt(String text, int start, int c) {
        Matcher lineEnd = LINE_END.matcher(text).region(start, text.length());
        return super.matchAt(text, lineEnd.lookingAt() ? lineEnd.end() : start, c);
      }
    };

    private static final Pattern LINE_END =
        Pattern.compile("(?:[\\r\\n]|\\\\[rn]){1,2}[ \\t]{0,8}");

    private static final Pattern NUMBER =
        Pattern.compile("&#(?:[xX]0{0,8}(\\p{XDigit}{1,6})|0{0,8}([0-9]{1,7}));");

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
