package dev.tokenflow.pingone.cli.doctor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An error of PingOne's platform, or of OAuth (RFC 6749 sections 4.1.2.1 and 5.2), in JSON or in a
 * redirect.
 *
 * @param status the HTTP status
 * @param code such as {@code INVALID_REQUEST} or {@code invalid_client}; null if there is none
 * @param description the server's text, or null
 * @param faults PingOne's single faults
 */
record Refusal(
    int status, @Nullable String code, @Nullable String description, List<Fault> faults) {
  private static final int MAX_FAULTS = 20;

  /** A single fault of a platform error. */
  record Fault(@Nullable String code, @Nullable String target, @Nullable String message) {}

  /** The error in an answer, whatever its form. */
  static Refusal of(Reply.Answer answer) {
    if (answer.isRedirect()) {
      Map<String, String> parameters = answer.redirectParameters();
      return new Refusal(
          answer.status(), parameters.get("error"), parameters.get("error_description"), List.of());
    }
    JsonObject body = answer.json();
    if (body.getValue("error") instanceof JsonObject ofFlow) {
      return platform(answer.status(), ofFlow);
    }
    String oauth = text(body, "error");
    return oauth == null
        ? platform(answer.status(), body)
        : new Refusal(answer.status(), oauth, text(body, "error_description"), List.of());
  }

  private static Refusal platform(int status, JsonObject error) {
    List<Fault> faults = new ArrayList<>();
    if (error.getValue("details") instanceof JsonArray details) {
      details.stream()
          .limit(MAX_FAULTS)
          .filter(JsonObject.class::isInstance)
          .map(JsonObject.class::cast)
          .forEach(
              fault ->
                  faults.add(
                      new Fault(
                          text(fault, "code"), text(fault, "target"), text(fault, "message"))));
    }
    return new Refusal(status, text(error, "code"), text(error, "message"), List.copyOf(faults));
  }

  private static @Nullable String text(JsonObject object, String field) {
    return object.getValue(field) instanceof String text && !text.isBlank() ? text : null;
  }

  boolean is(String... codes) {
    return Stream.of(codes).anyMatch(each -> each.equals(code));
  }

  /** Whether a fault is about this parameter. */
  boolean targets(String parameter) {
    return faults.stream().anyMatch(fault -> parameter.equals(fault.target()));
  }

  /** Whether one of its texts, in any case, contains one of these. */
  boolean mentions(String... words) {
    String all =
        Stream.concat(Stream.ofNullable(description), faults.stream().map(Fault::message))
            .filter(text -> text != null)
            .collect(Collectors.joining(" "))
            .toLowerCase(Locale.ROOT);
    return Stream.of(words).anyMatch(all::contains);
  }

  /** For a person: {@code 400 INVALID_REQUEST (INVALID_VALUE scope): not granted}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder().append(status);
    line.append(' ').append(code == null ? "without an error code" : code);
    List<String> named =
        faults.stream()
            .map(fault -> Stream.of(fault.code(), fault.target()))
            .map(parts -> parts.filter(part -> part != null).reduce((a, b) -> a + " " + b))
            .flatMap(Optional::stream)
            .toList();
    if (!named.isEmpty()) {
      line.append(" (").append(String.join(", ", named)).append(')');
    }
    String said =
        faults.stream()
            .map(Fault::message)
            .filter(message -> message != null)
            .findFirst()
            .orElse(description);
    if (said != null) {
      line.append(": ").append(said);
    }
    return ServerText.clean(line.toString());
  }
}
