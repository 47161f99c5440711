package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Redaction;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.ServerNumbers;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.UserRefusal;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.OAuthError;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An error response of PingOne's platform. Its codes decide before the HTTP status, which PingOne
 * may change (developer.pingidentity.com, "Error codes"). What is odd in it is passed over.
 *
 * @param code the general code, such as {@code INVALID_DATA}
 * @param message for a developer
 * @param faults the single faults
 */
record PlatformError(@Nullable String code, @Nullable String message, List<Fault> faults) {
  /** Stands for an action where an authorization request names a user. */
  static final String LOGIN_HINT = "login_hint_token";

  static final PlatformError NONE = new PlatformError(null, null, List.of());

  // A caller chooses the last three; the configuration, or the policy, decides on the others.
  private static final Map<String, ErrorCode> PARAMETERS =
      Map.of(
          "client_id",
          ErrorCode.INVALID_CLIENT,
          "scope",
          ErrorCode.INVALID_SCOPE,
          LOGIN_HINT,
          ErrorCode.ACCESS_DENIED,
          "login_hint",
          ErrorCode.INVALID_REQUEST,
          "max_age",
          ErrorCode.INVALID_REQUEST,
          "prompt",
          ErrorCode.INVALID_REQUEST);
  private static final Set<String> PROOFS =
      Set.of("otp", "recoveryCode", "verificationCode", "currentPassword", "password", "assertion");
  private static final Set<String> CODES = Set.of("otp", "recoveryCode", "verificationCode");
  private static final Set<String> WITH_USER_NAME = Set.of("usernamePassword.check", "user.lookup");

  /** An error of an answer, which may have any shape. */
  static PlatformError of(JsonObject error) {
    Object details = error.getValue("details");
    Stream<?> faults = details instanceof JsonArray several ? several.stream() : Stream.of(details);
    return new PlatformError(
        text(error.getValue("code")),
        text(error.getValue("message")),
        (details == null ? Stream.empty() : faults)
            .filter(JsonObject.class::isInstance)
            .map(fault -> Fault.of((JsonObject) fault))
            .limit(Fault.MAX)
            .toList());
  }

  /** A text that is not empty, or a number as text; null for anything else. */
  static @Nullable String text(@Nullable Object value) {
    return value instanceof Number || (value instanceof String text && !text.isEmpty())
        ? value.toString()
        : null;
  }

  /**
   * The failure that an error response stands for.
   *
   * @param action the action that PingOne refuses, {@link #LOGIN_HINT}, or null for another request
   */
  static StepFailure failure(Response response, @Nullable String action) {
    JsonObject body = response.jsonObject();
    PlatformError error = of(body);
    Object other = body.getValue("error");
    if (error.code == null && other instanceof String oauth) {
      return new OAuthError(oauth, text(body.getValue("error_description"))).failure(response);
    }
    if (error.code == null && other instanceof JsonObject reason) {
      return FlowError.failure(
          response, FlowError.of(reason.getMap(), null), ErrorCode.FLOW_FAILED);
    }
    ErrorCode meaning = error.meaning(response.step(), response.status(), action);
    return error
        .describe(response, meaning, "PingOne answered ", String.valueOf(response.status()))
        .withRetryAfter(
            meaning == ErrorCode.ACCOUNT_LOCKED && error.untilUnlock() != null
                ? error.untilUnlock()
                : response.retryAfter());
  }

  /** Whether PingOne does not know the flow that a request was for. */
  static boolean isFlowUnknown(Response response) {
    return response.status() == 404 && "NOT_FOUND".equals(of(response.jsonObject()).code);
  }

  /** The failure of a flow that ended with this error. */
  StepFailure failureOfFlow(Response response, ErrorCode otherwise) {
    ErrorCode meaning = stateOfTheUser();
    String unnamed = message == null && faults.isEmpty() ? "no reason" : "no code";
    return describe(
            response, meaning == null ? otherwise : meaning, "PingOne failed the flow: ", unnamed)
        .withRetryAfter(meaning == ErrorCode.ACCOUNT_LOCKED ? untilUnlock() : null);
  }

  private StepFailure describe(
      Response response, ErrorCode meaning, String introduction, String unnamed) {
    return response
        .failure(meaning, introduction + description(response, unnamed))
        .withDetails(details(response));
  }

  /** The single faults as the caller may see them. */
  List<Failure.Detail> details(Response response) {
    Redaction redaction = response.redaction();
    List<Failure.Detail> details = new ArrayList<>();
    int room = Math.min(Fault.MAX_INNER_VALUES, redaction.maxCharacters());
    for (Fault fault : faults) {
      JsonObject inner = fault.safeInnerError(redaction, room);
      room -= inner.encode().length();
      details.add(fault.detail(redaction, inner));
    }
    return details;
  }

  /** The table: the state of the user, then the general code by step, then the status. */
  private ErrorCode meaning(Step step, int status, @Nullable String action) {
    // Before there is a user, what is locked or disabled is the application.
    boolean hasUser = step != Step.AUTHORIZE || LOGIN_HINT.equals(action);
    ErrorCode state = hasUser || hasNoDevice() ? stateOfTheUser() : null;
    if (state != null) {
      return state;
    }
    if (hasUser && codes().anyMatch(UserRefusal.QUOTA_EXCEEDED::equals)) {
      return ErrorCode.RATE_LIMITED;
    }
    // The media type contains the action's name: PingOne does not know or accept this action.
    if (step == Step.ACTION && status == 415) {
      return ErrorCode.ACTION_UNSUPPORTED;
    }
    return switch (code == null ? "" : code) {
      case "REQUEST_LIMITED" -> ErrorCode.RATE_LIMITED;
      case "UNEXPECTED_ERROR" -> ErrorCode.UNAVAILABLE;
      case "ACCESS_FAILED" -> ErrorCode.ACCESS_DENIED;
      case "NOT_FOUND" -> notFound(step);
      case "INVALID_DATA", "INVALID_REQUEST" ->
          switch (step) {
            case AUTHORIZE -> meaningOfParameter();
            case CREDENTIALS ->
                "INVALID_DATA".equals(code)
                        && (faults.isEmpty() || any(fault -> "INVALID_VALUE".equals(fault.code())))
                    ? ErrorCode.INVALID_CREDENTIALS
                    : ErrorCode.FLOW_FAILED;
            // Without a wrong proof, the input itself is wrong.
            case ACTION ->
                any(fault -> isWrongProof(fault, action))
                    ? ErrorCode.INVALID_CREDENTIALS
                    : ErrorCode.INVALID_REQUEST;
            default -> ErrorCode.FLOW_FAILED;
          };
      default ->
          switch (status) {
            case 401, 403 -> ErrorCode.ACCESS_DENIED;
            case 404, 410 -> notFound(step);
            // A method or media type that PingOne does not accept is a bug in this client.
            case 405, 406, 415 -> ErrorCode.INTERNAL;
            default -> step == Step.AUTHORIZE ? ErrorCode.CONFIGURATION : ErrorCode.FLOW_FAILED;
          };
    };
  }

  /** What the refusal of an authorization request means, by the parameter that it names. */
  private ErrorCode meaningOfParameter() {
    return faults.stream()
        .map(fault -> PARAMETERS.get(String.valueOf(fault.target())))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(ErrorCode.CONFIGURATION);
  }

  /** Whether a passcode, a code, a password or the user name that belongs to it is wrong. */
  private static boolean isWrongProof(Fault fault, @Nullable String action) {
    if ("INVALID_OTP".equals(fault.code()) || isExpiredCode(fault)) {
      return true;
    }
    // A new password that does not meet the requirements proves nothing.
    return "INVALID_VALUE".equals(fault.code())
        && fault.target() != null
        && !fault.innerError().containsKey("unsatisfiedRequirements")
        && !"user.register".equals(action)
        && (PROOFS.contains(fault.target())
            || (fault.target().equals("username") && WITH_USER_NAME.contains(action)));
  }

  private static boolean isExpiredCode(Fault fault) {
    return fault.code() != null
        && fault.code().contains("EXPIRED")
        && fault.target() != null
        && CODES.contains(fault.target());
  }

  private static ErrorCode notFound(Step step) {
    return step == Step.AUTHORIZE ? ErrorCode.CONFIGURATION : ErrorCode.FLOW_EXPIRED;
  }

  private boolean any(Predicate<Fault> condition) {
    return faults.stream().anyMatch(condition);
  }

  private Stream<String> codes() {
    return Stream.concat(Stream.ofNullable(code), faults.stream().map(Fault::code))
        .filter(Objects::nonNull);
  }

  /** The policy requires a second factor, and the user has none. */
  private boolean hasNoDevice() {
    return codes().anyMatch("NO_USABLE_DEVICES"::equals);
  }

  /** What the state of the user's account forbids, or null. */
  private @Nullable ErrorCode stateOfTheUser() {
    if (hasNoDevice()) {
      return ErrorCode.ACCESS_DENIED;
    }
    return codes()
        .filter(each -> UserRefusal.isLock(each) || isDisabled(each))
        .map(
            each ->
                UserRefusal.isLock(each) ? ErrorCode.ACCOUNT_LOCKED : ErrorCode.ACCOUNT_DISABLED)
        .findFirst()
        .orElse(null);
  }

  private static boolean isDisabled(String code) {
    return ("_" + code).endsWith("_DISABLED");
  }

  /** The duration of a lock, from a fault's {@code secondsUntilUnlock}; null if absent. */
  private @Nullable Duration untilUnlock() {
    return faults.stream()
        .map(fault -> fault.innerError().getValue("secondsUntilUnlock"))
        .map(seconds -> ServerNumbers.seconds(seconds, ServerNumbers.MAX_RETRY_AFTER))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private String description(Response response, String unnamed) {
    if (hasNoDevice()) {
      return response.redacted(
          (code == null ? unnamed : code)
              + ": the policy requires a second factor, and the user has no usable device");
    }
    String named =
        faults.stream()
            .map(
                fault ->
                    Stream.of(fault.code(), fault.target())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ")))
            .filter(fault -> !fault.isEmpty())
            .collect(Collectors.joining(", "));
    return response.redacted(
        (code == null ? unnamed : code)
            + (named.isEmpty() ? "" : " (" + named + ")")
            + (message == null || message.isBlank() ? "" : ": " + message));
  }

  /**
   * A single fault.
   *
   * @param target the field
   * @param innerError further values, such as numbers
   */
  record Fault(
      @Nullable String code,
      @Nullable String target,
      @Nullable String message,
      JsonObject innerError) {
    static final int MAX = 20;
    private static final int MAX_INNER_VALUE = 2048;
    // Of all faults together: to search a text for secrets takes time.
    private static final int MAX_INNER_VALUES = 32 * MAX_INNER_VALUE;

    static Fault of(JsonObject fault) {
      return new Fault(
          text(fault.getValue("code")),
          text(fault.getValue("target")),
          text(fault.getValue("message")),
          fault.getValue("innerError") instanceof JsonObject inner ? inner : new JsonObject());
    }

    /**
     * The further values without secrets.
     *
     * @param room the octets that they may have together
     */
    JsonObject safeInnerError(Redaction redaction, int room) {
      JsonObject inner = new JsonObject();
      int left = room;
      for (Map.Entry<String, Object> field : innerError) {
        if (left <= 0 || inner.size() == MAX) {
          break;
        }
        String name = redaction.line(field.getKey());
        int octets = Json.encodeToBuffer(field.getValue()).length();
        if (octets <= Math.min(MAX_INNER_VALUE, left)) {
          inner.put(name, redacted(field.getValue(), redaction));
          left -= octets;
        }
        left -= name.length();
      }
      return inner;
    }

    /** The fault as the caller may see it. */
    Failure.Detail detail(Redaction redaction, JsonObject inner) {
      return new Failure.Detail(
          redacted(code, redaction),
          redacted(target, redaction),
          redacted(message, redaction),
          inner.isEmpty() ? null : inner);
    }

    private static @Nullable String redacted(@Nullable String text, Redaction redaction) {
      return text == null ? null : redaction.line(text);
    }

    /** The value with its texts redacted, but not cut. */
    private static @Nullable Object redacted(@Nullable Object value, Redaction redaction) {
      if (value instanceof String text) {
        return redaction.whole(text);
      }
      if (value instanceof JsonArray array) {
        JsonArray safe = new JsonArray();
        array.forEach(item -> safe.add(redacted(item, redaction)));
        return safe;
      }
      if (value instanceof JsonObject object) {
        JsonObject safe = new JsonObject();
        object.forEach(
            field ->
                safe.put(redaction.line(field.getKey()), redacted(field.getValue(), redaction)));
        return safe;
      }
      return value;
    }
  }
}
