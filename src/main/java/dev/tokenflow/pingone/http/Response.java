package dev.tokenflow.pingone.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An answer, whole.
 *
 * @param step the step that asked for it, for the failures that judge it
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body, at most 1 MiB
 * @param secrets what was sent and must not be shown
 */
public record Response(Step step, int status, MultiMap headers, Buffer body, List<String> secrets) {

  private static final JsonReader<ErrorId> ERROR_ID = JsonReader.of(ErrorId.class);

  private record ErrorId(String id) {}

  private static final JsonReader<Fields> FIELDS = JsonReader.of(Fields.class);

  private record Fields(Map<String, Object> all) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Fields {}
  }

  /** Whether the status is a 2xx. */
  public boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /** The wait that {@code Retry-After} asks for, or null. */
  public Duration retryAfter() {
    return RetryAfter.parse(headers.get("Retry-After"), Instant.now());
  }

  /** Whether the server refused the request without processing it: 429, 503 that tells when. */
  boolean refusedUnprocessed() {
    return status == 429 || (status == 503 && retryAfter() != null);
  }

  /** The server's id of the request, for its support: an error's {@code id}, or the header's. */
  public String supportId() {
    if (status >= 400) {
      try {
        ErrorId error = ERROR_ID.read(body);
        if (error != null && error.id != null) {
          return redacted(error.id);
        }
      } catch (IOException noJson) {
        // An error page: the header is all there is.
      }
    }
    return redacted(headers.get("Correlation-Id"));
  }

  /** The {@code Set-Cookie} headers. */
  public List<String> setCookies() {
    return headers.getAll(HttpHeaders.SET_COOKIE);
  }

  /** The {@code Location} header, or null. */
  public String location() {
    return headers.get(HttpHeaders.LOCATION);
  }

  /** A server's text as it may be shown; null stays null. */
  public String redacted(String serverText) {
    return Redaction.of(serverText, secrets);
  }

  /** A failure that carries this answer's status and id. */
  public StepFailure failure(ErrorCode error, String description) {
    return StepFailure.of(error, step, description).withAnswer(status, supportId());
  }

  /** An {@code invalid_response} that carries this answer's status and id. */
  public StepException invalid(String description) {
    return new StepException(failure(ErrorCode.INVALID_RESPONSE, description));
  }

  /**
   * The failure of a server that did not process the request: {@code rate_limited} for a 429,
   * {@code unavailable} for a 5xx; null for any other answer.
   */
  public StepFailure unprocessed() {
    if (status == 429) {
      return failure(ErrorCode.RATE_LIMITED, "PingOne's rate limit is reached (429)")
          .withRetryAfter(retryAfter())
          .withFate(Fate.NOT_PROCESSED);
    }
    if (status >= 500) {
      return failure(ErrorCode.UNAVAILABLE, "PingOne failed with status " + status)
          .withRetryAfter(retryAfter())
          .withFate(refusedUnprocessed() ? Fate.NOT_PROCESSED : Fate.UNKNOWN);
    }
    return null;
  }

  /**
   * The body as a value of a record.
   *
   * @throws StepException {@code invalid_response} for a body that is no JSON object or has another
   *     shape; the message names the field, never its value
   */
  public <T extends Record> T json(JsonReader<T> reader) {
    try {
      T value = reader.read(body);
      if (value == null) {
        throw invalid("expected a JSON object, came null");
      }
      return value;
    } catch (JsonMappingException shape) {
      String field =
          shape.getPath().stream()
              .map(at -> at.getFieldName() == null ? "[]" : at.getFieldName())
              .collect(Collectors.joining("."));
      throw invalid(
          field.isEmpty()
              ? "expected a JSON object, came " + cameAs()
              : "the JSON field '" + redacted(field) + "' has an unexpected type");
    } catch (JsonProcessingException syntax) {
      throw invalid("expected a JSON object, came " + cameAs());
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory cannot fail", impossible);
    }
  }

  /**
   * The body as a JSON object, whatever its fields.
   *
   * @throws StepException {@code invalid_response} for a body that is none
   */
  public JsonObject jsonObject() {
    return new JsonObject(json(FIELDS).all());
  }

  /** What came instead of JSON, in words that quote nothing of the body. */
  private String cameAs() {
    if (body.length() == 0) {
      return "an empty body (status " + status + ")";
    }
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    return body.length()
        + " octets of "
        + (type == null ? "no declared type" : redacted(type))
        + " (status "
        + status
        + ")";
  }

  /** Without headers and body. */
  @Override
  public String toString() {
    return "Response[" + step.wireName() + ", status=" + status + "]";
  }
}
