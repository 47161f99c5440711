package dev.tokenflow.pingone.http;

import java.util.ArrayList;
import java.util.Comparator;
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
    // The longest first: a secret that is part of another would leave the other's rest readable.
    List<String> longestFirst = new ArrayList<>(secrets);
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    String shown = text;
    for (String secret : longestFirst) {
      if (!secret.isEmpty()) {
        shown = shown.replace(secret, "***");
      }
    }
    shown = shown.replaceAll("\\p{Cntrl}+", " ").strip();
    return shown.length() <= MAX_LENGTH ? shown : shown.substring(0, MAX_LENGTH) + "…";
  }
}
