package dev.tokenflow.pingone.examples.login;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Pages that only say something, and how to go on. */
final class MessagePages {
  private static final Html START_AGAIN = link("/sign-on", "Start again");

  private MessagePages() {}

  /**
   * Too many wrong tries: by the throttle here or by PingOne's lock, which look the same.
   *
   * @param wait how long, or null if it is not known
   */
  static Page tooManyTries(@Nullable Duration wait) {
    return Page.of(
        "Too many wrong tries",
        Html.of(
            "<p>Signing on is locked for a while. Try again %s.</p>",
            wait == null ? "later" : "in " + minutes(wait)),
        Html.of(
            "<p>If you do not know your password any longer, <a href=\"/forgot\">choose a new"
                + " one</a>.</p>"),
        link("/sign-on", "Back to sign-on"));
  }

  private static String minutes(Duration wait) {
    // Rounded up: whoever waits this long has waited long enough.
    long minutes = Math.max(1, wait.plusSeconds(59).toMinutes());
    return minutes == 1 ? "1 minute" : minutes + " minutes";
  }

  static Page disabled() {
    return Page.of(
        "This account is disabled",
        Html.of("<p>Ask your help desk to enable it.</p>"),
        link("/sign-on", "Sign on with another account"));
  }

  static Page refused(String correlationId) {
    return Page.of(
        "You cannot sign on",
        Html.of(
            "<p>The sign-on was refused. If you did not refuse it yourself, ask your help desk.</p>"),
        number(correlationId),
        START_AGAIN);
  }

  static Page expired() {
    return Page.of(
        "That took too long",
        Html.of("<p>For your safety a sign-on has to be finished within some minutes.</p>"),
        START_AGAIN);
  }

  /** A browser has to go on elsewhere, such as at another identity provider. */
  static Page elsewhere(@Nullable String link, String correlationId) {
    return link == null
        ? Page.of(
            "This cannot be done here",
            Html.of(
                "<p>Signing on needs a step that this page does not have. Ask your help desk.</p>"),
            number(correlationId),
            START_AGAIN)
        : Page.of(
            "Sign on elsewhere",
            Html.of("<p>Your account signs on at another place.</p>"),
            Html.of("<p><a href=\"%s\" rel=\"noreferrer\">Go there</a></p>", link),
            START_AGAIN);
  }

  static Page unavailable(String goOn) {
    return Page.of(
        "We cannot sign you on right now",
        Html.of("<p>The service does not answer. It is not your fault. Try again in a minute.</p>"),
        link(goOn, "Try again"));
  }

  /** Our own fault, or the configuration's; the log has the rest by the number. */
  static Page broken(@Nullable String correlationId) {
    return Page.of(
        "Something is wrong here",
        Html.of("<p>It is not your fault. Ask your help desk.</p>"),
        correlationId == null ? Html.NONE : number(correlationId),
        START_AGAIN);
  }

  /** The form came from another site, twice, from a page of before, or without cookies. */
  static Page outOfDate() {
    return Page.of(
        "This page is out of date",
        Html.of("<p>The form was sent already, or was open for too long. Go on from here.</p>"),
        Html.of("<p class=\"quiet\">If you see this every time, allow cookies for this site.</p>"),
        link("/", "Go on"));
  }

  static Page notFound() {
    return Page.of("There is no such page", link("/", "Go on"));
  }

  static Page signedOff() {
    return Page.of(
        "You are signed off",
        Html.of("<p>On a shared computer, close the browser as well.</p>"),
        link("/sign-on", "Sign on again"));
  }

  private static Html number(String correlationId) {
    return Html.of("<p class=\"quiet\">Number of this sign-on: <code>%s</code></p>", correlationId);
  }

  private static Html link(String path, String text) {
    return Html.of("<p><a href=\"%s\">%s</a></p>", path, text);
  }
}
