package dev.tokenflow.pingone.message;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a request may be. Credentials are sent as given or not at all: what no server
 * could have, or what an encoder would replace, is refused before anything is used up. A fault
 * names the field and never shows its value, as a password may stand in the wrong field.
 */
final class FieldRules {
  private static final int USERNAME_CHARACTERS = 256;
  private static final int PASSWORD_CHARACTERS = 1024;
  private static final int LIST_OCTETS = 4 * 1024;
  private static final int TOKEN_OCTETS = 64 * 1024;
  // It is sent in a URL, and PingOne takes 6 KB of headers at most.
  private static final int ID_TOKEN_HINT_OCTETS = 5 * 1024;
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6_CHARACTERS = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");
  // RFC 7515 section 7.1: base64url, in parts.
  private static final Pattern JWT = Pattern.compile("[A-Za-z0-9._-]+");

  // It goes into logs, where a line break would let a caller forge lines, and where what changes
  // the direction of a text would let it forge what stands beside it.
  private static final Pattern CORRELATION_ID =
      Pattern.compile(
          "[^\\x00-\\x1F\\x7F-\\x9F\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069\\p{Cs}]"
              + "{1,128}");

  private FieldRules() {}

  /** The value without surrounding blanks, or null for what is then empty. */
  static @Nullable String stripped(@Nullable String value) {
    String text = value == null ? "" : value.strip();
    return text.isEmpty() ? null : text;
  }

  /** The value as it is, or null for a blank one. */
  static @Nullable String unlessBlank(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  static boolean isCorrelationId(String value) {
    return CORRELATION_ID.matcher(value).matches();
  }

  static void checkCorrelationId(@Nullable String value) {
    if (value != null && !isCorrelationId(value)) {
      throw new MalformedRequestException(
          "correlation_id is too long or contains control characters,"
              + " expected 1 to 128 characters");
    }
  }

  static boolean isUsername(String value) {
    return value.codePointCount(0, value.length()) <= USERNAME_CHARACTERS && isUnicode(value);
  }

  static void checkUsername(String value) {
    checkCredential("username", value, USERNAME_CHARACTERS);
  }

  /** A name or an id that tells PingOne who the user is. */
  static void checkLoginHint(String field, @Nullable String value) {
    if (value != null) {
      checkCredential(field, value, USERNAME_CHARACTERS);
    }
  }

  /** An IPv4 or IPv6 address, without a zone or a port. */
  static void checkAddress(String field, @Nullable String value) {
    if (value != null && !IPV4.matcher(value).matches() && !isIpv6(value)) {
      throw new MalformedRequestException(
          field + " is not an address, expected one of IPv4 or IPv6, such as 203.0.113.7");
    }
  }

  /** In brackets it is never taken for a name, which would be looked up. */
  private static boolean isIpv6(String value) {
    try {
      return IPV6_CHARACTERS.matcher(value).matches()
          && InetAddress.getByName("[" + value + "]") != null;
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }

  static void checkPassword(String value) {
    checkCredential("password", value, PASSWORD_CHARACTERS);
  }

  private static void checkCredential(String field, String value, int characters) {
    checkNotBlank(field, value);
    if (value.codePointCount(0, value.length()) > characters) {
      throw new MalformedRequestException(
          field + " is too long, expected " + characters + " characters at most");
    }
    checkUnicode(field, value);
  }

  /** A token and a hint at its type are printable ASCII (RFC 6749 appendix A.12 and A.17). */
  static void checkToken(String field, @Nullable String value) {
    if (value == null) {
      return;
    }
    checkNotBlank(field, value);
    checkLength(field, value, TOKEN_OCTETS);
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        throw new MalformedRequestException(
            field + " has characters that no token has, expected printable ASCII");
      }
    }
  }

  /** An ID token in its compact serialization. */
  static void checkIdTokenHint(String value) {
    checkNotBlank("id_token_hint", value);
    checkLength("id_token_hint", value, ID_TOKEN_HINT_OCTETS);
    if (!JWT.matcher(value).matches()) {
      throw new MalformedRequestException(
          "id_token_hint has characters that no ID token has, expected the id_token of a sign-on");
    }
  }

  /** Scopes, and policies in the same form: {@code scope-token *( SP scope-token )}. */
  static void checkList(String field, @Nullable String value) {
    if (value == null) {
      return;
    }
    checkLength(field, value, LIST_OCTETS);
    char before = ' ';
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      // RFC 6749 section 3.3: NQCHAR, which are the printable ones without quote and backslash.
      boolean allowed = c == ' ' ? before != ' ' : c > ' ' && c <= '~' && c != '"' && c != '\\';
      if (!allowed) {
        throw new MalformedRequestException(
            field
                + " has characters that RFC 6749 section 3.3 does not allow,"
                + " expected names separated by single spaces");
      }
      before = c;
    }
  }

  static void checkNotBlank(String field, @Nullable String value) {
    if (value != null && value.isBlank()) {
      throw new MalformedRequestException(field + " is blank, expected a string");
    }
  }

  /** Half a surrogate pair has no UTF-8: an encoder would send a question mark for it. */
  static void checkUnicode(String field, String value) {
    if (!isUnicode(value)) {
      throw new MalformedRequestException(
          field + " contains half a surrogate pair, expected Unicode text");
    }
  }

  private static boolean isUnicode(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isSurrogate(value.charAt(i))) {
        if (i + 1 == value.length()
            || !Character.isSurrogatePair(value.charAt(i), value.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static void checkLength(String field, String value, int octets) {
    if (value.length() > octets) {
      throw new MalformedRequestException(
          field + " is too long, expected " + octets / 1024 + " KiB at most");
    }
  }
}
