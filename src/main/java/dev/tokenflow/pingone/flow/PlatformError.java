package dev.tokenflow.pingone.flow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.OAuthError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An error answer of PingOne's platform. It is judged by its codes before the HTTP status, which
 * PingOne may change (developer.pingidentity.com, "Error codes"). Each field may be null.
 *
 * @param code the general code, such as {@code INVALID_DATA}
 * @param message for a developer
 * @param details the single faults
 * @param error the code of an OAuth error (RFC 6749), which the same endpoints answer too, or a
 *     flow's {@code error} object
 * @param errorDescription the OAuth error's text
 */
record PlatformError(
    String code,
    String message,
    List<Detail> details,
    Object error,
    @JsonProperty("error_description") String errorDescription) {

  private static final JsonReader<PlatformError> READER = JsonReader.of(PlatformError.class);

  /**
   * A single fault.
   *
   * @param target the field
   * @param innerError more about it, such as numbers
   */
  record Detail(String code, String target, String message, Map<String, Object> innerError) {
    private static final Set<String> PROOFS =
        Set.of("otp", "recoveryCode", "verificationCode", "currentPassword", "password");

    /** Whether a passcode, code or password was sent that is not the right one. */
    private boolean provesNothing() {
      return "INVALID_OTP".equals(code)
          || ("INVALID_VALUE".equals(code) && target != null && PROOFS.contains(target));
    }
  }

  PlatformError {
    details = details == null ? List.of() : details.stream().filter(Objects::nonNull).toList();
  }

  /** What an answer that carries no flow means for the acquisition. */
  static StepFailure judge(Response response) {
    StepFailure unprocessed = response.unprocessed();
    if (unprocessed != null) {
      return unprocessed;
    }
    PlatformError error = response.json(READER);
    if (error.code == null && error.error instanceof String oauth) {
      return new OAuthError(oauth, error.errorDescription).failure(response);
    }
    if (error.code == null && error.error instanceof Map<?, ?> reason) {
      return judge(response, FlowResource.FlowError.of(reason), ErrorCode.FLOW_FAILED);
    }
    ErrorCode meaning = error.meaning(response);
    return response
        .failure(meaning, "PingOne answered " + error.told(response))
        .withRetryAfter(
            meaning == ErrorCode.ACCOUNT_LOCKED ? error.untilUnlock() : response.retryAfter());
  }

  /**
   * What a flow's own error means for the acquisition.
   *
   * @param reason the flow's {@code error}, or null
   * @param otherwise what it means if not the state of the account
   */
  static StepFailure judge(Response response, FlowResource.FlowError reason, ErrorCode otherwise) {
    String code = reason == null || reason.code() == null ? "no reason" : reason.code();
    String message = reason == null ? null : reason.message();
    PlatformError error = new PlatformError(code, message, null, null, null);
    ErrorCode meaning = error.accountState();
    return response.failure(
        meaning == null ? otherwise : meaning, "PingOne failed the flow: " + error.told(response));
  }

  private ErrorCode meaning(Response response) {
    // Before anybody signs on, what is disabled or locked is the application, not an account.
    ErrorCode accountState = response.step() == Step.AUTHORIZE ? null : accountState();
    if (accountState != null) {
      return accountState;
    }
    // An action's name is in the media type: PingOne does not know, or not take, such an action.
    if (response.step() == Step.ACTION && response.status() == 415) {
      return ErrorCode.ACTION_UNSUPPORTED;
    }
    String general = code == null ? "" : code;
    return switch (general) {
      case "REQUEST_LIMITED" -> ErrorCode.RATE_LIMITED;
      case "UNEXPECTED_ERROR" -> ErrorCode.UNAVAILABLE;
      case "NOT_FOUND" -> notFound(response.step());
      case "ACCESS_FAILED" -> ErrorCode.ACCESS_DENIED;
      case "INVALID_DATA", "INVALID_REQUEST" -> invalid(response.step());
      default -> byStatus(response);
    };
  }

  /** What the account's own state forbids, or null. */
  private ErrorCode accountState() {
    for (String each : codes()) {
      if (each.matches("(.*_)?LOCKED(_.*)?")) {
        return ErrorCode.ACCOUNT_LOCKED;
      }
      if (each.matches("(.*_)?DISABLED")) {
        return ErrorCode.ACCOUNT_DISABLED;
      }
    }
    return null;
  }

  private static ErrorCode notFound(Step step) {
    return step == Step.AUTHORIZE ? ErrorCode.CONFIGURATION : ErrorCode.FLOW_EXPIRED;
  }

  private ErrorCode invalid(Step step) {
    if (step == Step.CREDENTIALS) {
      boolean wrongValue =
          details.isEmpty()
              || details.stream().anyMatch(fault -> "INVALID_VALUE".equals(fault.code));
      return wrongValue && "INVALID_DATA".equals(code)
          ? ErrorCode.INVALID_CREDENTIALS
          : ErrorCode.FLOW_FAILED;
    }
    if (step == Step.ACTION) {
      if (codes().contains("QUOTA_EXCEEDED")) {
        return ErrorCode.RATE_LIMITED;
      }
      // What the user typed is wrong, or else the input of whoever built it.
      return details.stream().anyMatch(Detail::provesNothing)
          ? ErrorCode.INVALID_CREDENTIALS
          : ErrorCode.INVALID_REQUEST;
    }
    if (step == Step.AUTHORIZE) {
      List<String> targets =
          details.stream().map(fault -> fault.target == null ? "" : fault.target).toList();
      return targets.contains("client_id")
          ? ErrorCode.INVALID_CLIENT
          : targets.contains("scope") ? ErrorCode.INVALID_SCOPE : ErrorCode.CONFIGURATION;
    }
    return ErrorCode.FLOW_FAILED;
  }

  private static ErrorCode byStatus(Response response) {
    return switch (response.status()) {
      case 401, 403 -> ErrorCode.ACCESS_DENIED;
      case 404, 410 -> notFound(response.step());
      // A method or media type that PingOne does not take is a fault of this client.
      case 405, 406, 415 -> ErrorCode.INTERNAL;
      default ->
          response.step() == Step.AUTHORIZE ? ErrorCode.CONFIGURATION : ErrorCode.FLOW_FAILED;
    };
  }

  private List<String> codes() {
    List<String> codes = new ArrayList<>();
    if (code != null) {
      codes.add(code);
    }
    details.stream().map(Detail::code).filter(Objects::nonNull).forEach(codes::add);
    return codes;
  }

  /** How long a lock lasts, where a detail's {@code secondsUntilUnlock} tells; null otherwise. */
  private Duration untilUnlock() {
    return details.stream()
        .filter(fault -> fault.innerError != null)
        .map(fault -> fault.innerError.get("secondsUntilUnlock"))
        .filter(Number.class::isInstance)
        .map(seconds -> Duration.ofSeconds(((Number) seconds).longValue()))
        .filter(wait -> !wait.isNegative())
        .findFirst()
        .orElse(null);
  }

  private String told(Response response) {
    String faults =
        details.stream()
            .map(
                fault ->
                    Stream.of(fault.code, fault.target)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ")))
            .filter(fault -> !fault.isEmpty())
            .collect(Collectors.joining(", "));
    StringBuilder told = new StringBuilder().append(code == null ? response.status() : code);
    if (!faults.isEmpty()) {
      told.append(" (").append(faults).append(')');
    }
    if (message != null && !message.isBlank()) {
      told.append(": ").append(message);
    }
    return response.redacted(told.toString());
  }
}
