package dev.tokenflow.pingone.options;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A block of a PEM file (RFC 7468).
 *
 * @param label what it says it holds
 * @param body what stands after the line of the label, up to the next such line
 * @param isEnded whether its own END is that line
 */
record PemBlock(String label, String body, boolean isEnded) {
  // The body is searched once: what fails to match has no further line for another search.
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9. ]{1,40})-----(.*?)(?=-----|\\z)(-----END \\1-----)?",
          Pattern.DOTALL);

  /** The blocks of a file; none for one that is not PEM. */
  static List<PemBlock> of(byte[] octets) {
    return BLOCK
        .matcher(text(octets))
        .results()
        .map(found -> new PemBlock(found.group(1), found.group(2), found.group(3) != null))
        .toList();
  }

  /**
   * The text of a file. PEM is ASCII, and what stands between the blocks may be in any encoding of
   * it, or in UTF-16.
   */
  private static String text(byte[] octets) {
    return new String(
        octets, NamedFile.isUtf16(octets) ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1);
  }

  /**
   * What stands after "the file" for one without the block that is expected.
   *
   * @param expected its label
   * @param found the labels of all blocks
   */
  static String missing(String expected, byte[] octets, Set<String> found) {
    if (!found.isEmpty()) {
      return "holds " + String.join(" and ", found) + ", expected " + expected;
    }
    if (isBinary(octets)) {
      return "is binary (DER or PKCS #12), expected PEM, which openssl can make of it";
    }
    return text(octets).isBlank()
        ? "is empty"
        : "holds no PEM " + expected.toLowerCase(Locale.ROOT);
  }

  /**
   * A SEQUENCE with a length in the long form, with which keys, certificates and PKCS #12 begin.
   */
  private static boolean isBinary(byte[] octets) {
    return octets.length > 1 && octets[0] == 0x30 && octets[1] < 0;
  }

  /**
   * What the body encodes.
   *
   * @throws IllegalArgumentException if it is not Base64
   */
  byte[] der() {
    return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
  }

  @Override
  public String toString() {
    return "PemBlock[" + label + ", ***]";
  }
}
