package dev.tokenflow.pingone.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes a server's text safe to show: an answer may quote what was sent. */
public final class Redaction {
  private static final int MAX_LENGTH = 300;

  private Redaction() {}

  /** The text on one line, cut to a readable length, without the secrets. */
  public static String of(String text, List<String> secrets) {
    // The longest first: replacing a secret inside a longer one would leave the rest readable.
    List<String> longestFirst = new ArrayList<>(secrets);
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    String redacted = text;
    for (String secret : longestFirst) {
      if (!secret.isEmpty()) {
        redacted = redacted.replace(secret, "***");
      }
    }
    redacted = redacted.replaceAll("\\p{Cntrl}+", " ").strip();
    return redacted.length() <= MAX_LENGTH ? redacted : redacted.substring(0, MAX_LENGTH) + "…";
  }
}
