package dev.tokenflow.pingone.options;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A secret as people keep it, in a file, a variable or the configuration. One that cannot be right
 * is found here, because each try with it at PingOne counts as a wrong password.
 *
 * @param value the secret, or an empty string if it has a fault
 * @param fault what stands after "the file" or "the variable" in a message, or null without a fault
 */
record SecretText(String value, @Nullable String fault) {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final String EMPTY = "is empty";
  private static final char REPLACEMENT = '\uFFFD';

  /** The content of a file: UTF-8, with or without a byte order mark. */
  static SecretText of(Buffer content) {
    byte[] octets = content.getBytes();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      return of(text.startsWith(String.valueOf(BYTE_ORDER_MARK)) ? text.substring(1) : text);
    } catch (CharacterCodingException notUtf8) {
      return faulty(NamedFile.isUtf16(octets) ? "is UTF-16, not UTF-8" : "is not UTF-8");
    }
  }

  /** Drops the line breaks that an editor or echo adds. */
  static SecretText of(String text) {
    String value = withoutLineBreaksAtItsEnd(text);
    if (value.codePoints().allMatch(SecretText::isBlank)) {
      return faulty(EMPTY);
    }
    if (isBlank(value.codePointAt(0)) || isBlank(value.codePointBefore(value.length()))) {
      return faulty("begins or ends with a blank");
    }
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      return faulty("has several lines");
    }
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      return faulty("contains a control character");
    }
    if (value.indexOf(REPLACEMENT) >= 0) {
      // Java puts it in the place of octets of a variable that it cannot decode.
      return faulty("contains U+FFFD, so something took it for another encoding");
    }
    return isUnicode(value)
        ? new SecretText(value, null)
        : faulty("contains half a surrogate pair");
  }

  /** A regular expression would try at each of many line breaks. */
  private static String withoutLineBreaksAtItsEnd(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Whether the text can be encoded: no surrogate stands alone. */
  static boolean isUnicode(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** Whether something is there at all; an empty file may be one that is being written. */
  boolean isEmpty() {
    return EMPTY.equals(fault);
  }

  private static SecretText faulty(String fault) {
    return new SecretText("", fault);
  }

  /** Also what merely looks like one, or like nothing, when it is pasted. */
  private static boolean isBlank(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }

  @Override
  public String toString() {
    return "SecretText[***]";
  }
}
