package dev.tokenflow.pingone.options;

import java.nio.charset.StandardCharsets;

/** The content of a file that should be PEM (RFC 7468). */
final class PemText {
  private PemText() {}

  /**
   * PEM is ASCII, and what stands between the blocks may be in any encoding of it, or in UTF-16.
   */
  static String of(byte[] octets) {
    return new String(
        octets, NamedFile.isUtf16(octets) ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1);
  }

  /**
   * A SEQUENCE with a length in the long form, with which keys, certificates and PKCS #12 begin.
   */
  static boolean isBinary(byte[] octets) {
    return octets.length > 1 && octets[0] == 0x30 && octets[1] < 0;
  }
}
