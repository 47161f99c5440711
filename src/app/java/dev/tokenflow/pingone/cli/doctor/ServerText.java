package dev.tokenflow.pingone.cli.doctor;

/** Makes a server's text safe to show in a terminal. */
final class ServerText {
  private static final int MAX_LENGTH = 200;
  // The header of a JWT is a JSON object, so its base64url begins like this.
  private static final String JWT = "eyJ[A-Za-z0-9_.-]+";

  private ServerText() {}

  /**
   * The text on one line, cut, and without characters that rearrange a line. An answer may quote
   * what was sent; the only secrets that these requests send are signed JWTs, which are hidden.
   */
  static String clean(String text) {
    String head = text.length() > 20 * MAX_LENGTH ? text.substring(0, 20 * MAX_LENGTH) : text;
    String line =
        head.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+", " ")
            .replaceAll(JWT, "***")
            .replaceAll(" {2,}", " ")
            .strip();
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 1) + "…";
  }
}
