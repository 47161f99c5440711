package dev.tokenflow.pingone.flow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.OAuthError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An error response of PingOne's platform. Its codes decide before the HTTP status, which PingOne
 * may change (developer.pingidentity.com, "Error codes").
 *
 * @param code the general code, such as {@code INVALID_DATA}
 * @param message for a developer
 * @param details the single faults
 * @param error the code of an OAuth error (RFC 6749), which the same endpoints return too, or the
 *     {@code error} object of a flow
 * @param errorDescription the text of an OAuth error
 */
record PlatformError(
    @Nullable String code,
    @Nullable String message,
    List<Detail> details,
    @Nullable Object error,
    @JsonProperty("error_description") @Nullable String errorDescription) {

  private static final JsonReader<PlatformError> READER = JsonReader.of(PlatformError.class);
  private static final Pattern LOCKED = Pattern.compile("(.*_)?LOCKED(_.*)?");
  private static final Pattern DISABLED = Pattern.compile("(.*_)?DISABLED");
  private static final Set<String> PROOFS =
      Set.of("otp", "recoveryCode", "verificationCode", "currentPassword", "password");

  /**
   * A single fault.
   *
   * @param target the field
   * @param innerError further values, such as numbers
   */
  record Detail(
      @Nullable String code,
      @Nullable String target,
      @Nullable String message,
      @Nullable Map<String, Object> innerError) {

    /** Whether a passcode, code or password is wrong. */
    private boolean isWrongProof() {
      return "INVALID_OTP".equals(code)
          || ("INVALID_VALUE".equals(code) && target != null && PROOFS.contains(target));
    }
  }

  PlatformError {
    details = details == null ? List.of() : details.stream().filter(Objects::nonNull).toList();
  }

  /** The failure that an error response stands for. */
  static StepFailure failure(Response response) {
    PlatformError error = response.json(READER);
    if (error.code == null && error.error instanceof String oauth) {
      return new OAuthError(oauth, error.errorDescription).failure(response);
    }
    if (error.code == null && error.error instanceof Map<?, ?> reason) {
      return failure(response, FlowResource.FlowError.of(reason), ErrorCode.FLOW_FAILED);
    }
    ErrorCode meaning = error.meaning(response.step(), response.status());
    return response
        .failure(meaning, "PingOne answered " + error.description(response))
        .withRetryAfter(
            meaning == ErrorCode.ACCOUNT_LOCKED ? error.untilUnlock() : response.retryAfter());
  }

  /**
   * The failure that the error of a flow stands for.
   *
   * @param reason the flow's {@code error}, or null
   * @param otherwise the error code unless the state of the account is the reason
   */
  static StepFailure failure(
      Response response, FlowResource.@Nullable FlowError reason, ErrorCode otherwise) {
    String code = reason == null || reason.code() == null ? "no reason" : reason.code();
    String message = reason == null ? null : reason.message();
    PlatformError error = new PlatformError(code, message, List.of(), null, null);
    ErrorCode meaning = error.accountState();
    return response.failure(
        meaning == null ? otherwise : meaning,
        "PingOne failed the flow: " + error.description(response));
  }

  /** The table: the state of the account, then the general code by step, then the status. */
  private ErrorCode meaning(Step step, int status) {
    // Before a user signs on, what is locked or disabled is the application.
    ErrorCode accountState = step == Step.AUTHORIZE ? null : accountState();
    if (accountState != null) {
      return accountState;
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
            case AUTHORIZE ->
                any(fault -> "client_id".equals(fault.target))
                    ? ErrorCode.INVALID_CLIENT
                    : any(fault -> "scope".equals(fault.target))
                        ? ErrorCode.INVALID_SCOPE
                        : ErrorCode.CONFIGURATION;
            case CREDENTIALS ->
                "INVALID_DATA".equals(code)
                        && (details.isEmpty() || any(fault -> "INVALID_VALUE".equals(fault.code)))
                    ? ErrorCode.INVALID_CREDENTIALS
                    : ErrorCode.FLOW_FAILED;
            // Without a wrong proof, the input itself is wrong.
            case ACTION ->
                any(fault -> "QUOTA_EXCEEDED".equals(fault.code))
                    ? ErrorCode.RATE_LIMITED
                    : any(Detail::isWrongProof)
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

  private static ErrorCode notFound(Step step) {
    return step == Step.AUTHORIZE ? ErrorCode.CONFIGURATION : ErrorCode.FLOW_EXPIRED;
  }

  private boolean any(Predicate<Detail> condition) {
    return details.stream().anyMatch(condition);
  }

  /** What the state of the account forbids, or null. */
  private @Nullable ErrorCode accountState() {
    return Stream.concat(Stream.ofNullable(code), details.stream().map(Detail::code))
        .filter(Objects::nonNull)
        .filter(each -> LOCKED.matcher(each).matches() || DISABLED.matcher(each).matches())
        .map(
            each ->
                LOCKED.matcher(each).matches()
                    ? ErrorCode.ACCOUNT_LOCKED
                    : ErrorCode.ACCOUNT_DISABLED)
        .findFirst()
        .orElse(null);
  }

  /** The duration of a lock, from a detail's {@code secondsUntilUnlock}; null if absent. */
  private @Nullable Duration untilUnlock() {
    return details.stream()
        .map(fault -> fault.innerError == null ? null : fault.innerError.get("secondsUntilUnlock"))
        .filter(seconds -> seconds instanceof Number number && number.longValue() >= 0)
        .map(seconds -> Duration.ofSeconds(((Number) seconds).longValue()))
        .findFirst()
        .orElse(null);
  }

  private String description(Response response) {
    String faults =
        details.stream()
            .map(
                fault ->
                    Stream.of(fault.code, fault.target)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ")))
            .filter(fault -> !fault.isEmpty())
            .collect(Collectors.joining(", "));
    return response.redacted(
        (code == null ? String.valueOf(response.status()) : code)
            + (faults.isEmpty() ? "" : " (" + faults + ")")
            + (message == null || message.isBlank() ? "" : ": " + message));
  }
}
