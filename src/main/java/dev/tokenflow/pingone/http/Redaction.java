package dev.tokenflow.pingone.http;

import java.util.List;

/** Makes a server's text fit to be shown: an answer may quote what was sent. */
public final class Redaction {
  private static final int MAX_LENGTH = 300;

  private Redaction() {}

  /** The text on one line, cut to a readable length, without the secrets; null stays null. */
  public static String of(String text, List<String> secrets) {
    if (text == null) {
      return null;
    }
    String shown = text;
    for (String secret : secrets) {
      if (!secret.isEmpty()) {
        shown = shown.replace(secret, "***");
      }
    }
    shown = shown.replaceAll("\\p{Cntrl}+", " ").strip();
    return shown.length() <= MAX_LENGTH ? shown : shown.substring(0, MAX_LENGTH) + "…";
  }
}
