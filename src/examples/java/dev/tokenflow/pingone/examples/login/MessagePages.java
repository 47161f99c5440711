package dev.tokenflow.pingone.examples.login;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Pages that only say something, and how to go on. */
final class MessagePages {
  private static final Html START_AGAIN = link("/sign-on", "Start again");

  private MessagePages() {}

  /**
   * Too many attempts: by the throttle here or by PingOne's lock, which look the same.
   *
   * @param wait how long, or null if it is not known
   */
  static Page tooManyTries(@Nullable Duration wait) {
    return Page.of(
        "Too many attempts",
        Html.of(
            "<p>For your security, you have to wait. Try again %s.</p>",
            wait == null ? "later" : "in " + minutes(wait)),
        Html.of(
            "<p>If you forgot your password, <a href=\"/forgot\">choose a new" + " one</a>.</p>"),
        link("/sign-on", "Back to sign-on"));
  }

  private static String minutes(Duration wait) {
    // Rounded up: anyone who waits this long has waited long enough.
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
        "Sign-on refused",
        Html.of(
            "<p>Your sign-on was refused. If you did not refuse it yourself, ask your help desk.</p>"),
        reference(correlationId),
        START_AGAIN);
  }

  static Page expired() {
    return Page.of(
        "Your sign-on has expired",
        Html.of("<p>For your security, a sign-on has to be completed within a few minutes.</p>"),
        START_AGAIN);
  }

  /** A browser has to go on elsewhere, such as at another identity provider. */
  static Page elsewhere(@Nullable String link, String correlationId) {
    return link == null
        ? Page.of(
            "This page cannot continue",
            Html.of(
                "<p>Your sign-on requires a step that this page does not support. Ask your help desk.</p>"),
            reference(correlationId),
            START_AGAIN)
        : Page.of(
            "Continue at another site",
            Html.of("<p>Your account uses another identity provider.</p>"),
            Html.of("<p><a href=\"%s\" rel=\"noreferrer\">Continue</a></p>", link),
            START_AGAIN);
  }

  static Page unavailable(String goOn) {
    return Page.of(
        "We cannot sign you on right now",
        Html.of(
            "<p>The service is not available. This is not your fault. Try again in a minute.</p>"),
        link(goOn, "Try again"));
  }

  /** Our own fault, or the configuration's; the log has the rest under the reference. */
  static Page broken(@Nullable String correlationId) {
    return Page.of(
        "Something went wrong",
        Html.of("<p>This is not your fault. Ask your help desk.</p>"),
        correlationId == null ? Html.NONE : reference(correlationId),
        START_AGAIN);
  }

  /** The form came from another site, twice, from a page of before, or without cookies. */
  static Page outOfDate() {
    return Page.of(
        "This page is out of date",
        Html.of("<p>You have already sent this form, or it was open for too long.</p>"),
        Html.of(
            "<p class=\"quiet\">If you see this message every time, allow cookies for this site.</p>"),
        link("/", "Continue"));
  }

  static Page notFound() {
    return Page.of("Page not found", link("/", "Continue"));
  }

  static Page signedOff() {
    return Page.of(
        "You are signed off",
        Html.of("<p>On a shared computer, also close the browser.</p>"),
        link("/sign-on", "Sign on again"));
  }

  private static Html reference(String correlationId) {
    return Html.of("<p class=\"quiet\">Reference: <code>%s</code></p>", correlationId);
  }

  private static Html link(String path, String text) {
    return Html.of("<p><a href=\"%s\">%s</a></p>", path, text);
  }
}
