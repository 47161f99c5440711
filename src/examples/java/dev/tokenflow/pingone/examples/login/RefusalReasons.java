package dev.tokenflow.pingone.examples.login;

import dev.tokenflow.pingone.message.Failure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says why PingOne refuses what a person chose, from the details of the failure. */
final class RefusalReasons {
  private RefusalReasons() {}

  static Problem problem(List<Failure.Detail> details) {
    return new Problem(
        "This was not accepted.",
        of(details),
        details.stream().map(Failure.Detail::target).filter(Objects::nonNull).toList());
  }

  static List<String> of(List<Failure.Detail> details) {
    List<String> reasons = new ArrayList<>();
    for (Failure.Detail detail : details) {
      JsonObject inner = detail.innerError();
      JsonArray unsatisfied =
          inner != null && inner.getValue("unsatisfiedRequirements") instanceof JsonArray names
              ? names
              : new JsonArray();
      if ("UNIQUENESS_VIOLATION".equals(detail.code())) {
        reasons.add(
            "email".equals(detail.target())
                ? "This e-mail address is registered already."
                : "This user name is taken. Choose another one.");
      } else if (unsatisfied.isEmpty() && detail.message() != null) {
        reasons.add(detail.message());
      }
      unsatisfied.forEach(name -> reasons.add(requirement(String.valueOf(name), inner)));
    }
    return reasons;
  }

  /** A requirement of PingOne's password policy by its name there. */
  private static String requirement(String name, @Nullable JsonObject inner) {
    return switch (name) {
      case "length" -> "The password is too short or too long.";
      case "minCharacters" ->
          "The password needs more kinds of characters: lowercase and uppercase letters,"
              + " digits and symbols.";
      case "history" -> "You have used this password before.";
      case "excludesCommonlyUsed" -> "This password is too common.";
      case "excludesProfileData" -> "The password contains your name or other personal data.";
      case "notSimilarToCurrent" -> "The password is too similar to the current one.";
      case "maxRepeatedCharacters" -> "The password repeats a character too often.";
      case "minUniqueCharacters" -> "The password has too few different characters.";
      case "minAgeDays" -> "Your password was changed too recently to be changed again.";
      // PingOne writes a text beside the name of some.
      default -> inner != null && inner.getValue(name) instanceof String text ? text : name;
    };
  }
}
