package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer.
 *
 * @param step the step that it answers
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body, at most 1 MiB
 * @param cookies the cookies to send with the next request: those of the request, renewed by this
 *     answer
 * @param secrets what was sent and must not be shown
 */
public record Response(
    Step step, int status, MultiMap headers, Buffer body, Cookies cookies, List<String> secrets) {

  private static final JsonReader<ErrorId> ERROR_ID = JsonReader.of(ErrorId.class);

  private record ErrorId(@Nullable String id) {}

  /** Whether the status is a 2xx. */
  public boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /** The wait that {@code Retry-After} asks for, a day at most, or null. */
  public @Nullable Duration retryAfter() {
    String header = headers.get(HttpHeaders.RETRY_AFTER);
    if (header == null) {
      return null;
    }
    // A date is the server's, so this machine's clock would measure it wrongly if it differs.
    Instant answered = date();
    return RetryAfter.parse(header, answered == null ? Instant.now() : answered);
  }

  /** When the server answered, by its own clock ({@code Date}), or null. */
  public @Nullable Instant date() {
    return RetryAfter.date(headers.get(HttpHeaders.DATE));
  }

  /** The server's id of the request, for its support: an error's {@code id}, or the header's. */
  public @Nullable String supportId() {
    if (status >= 400) {
      try {
        ErrorId error = ERROR_ID.read(body);
        if (error != null && error.id != null && !error.id.isEmpty()) {
          return redacted(error.id);
        }
      } catch (IOException noJson) {
        // An error page: the header is all there is.
      }
    }
    String id = headers.get("Correlation-Id");
    return id == null ? null : redacted(id);
  }

  /** Whether the answer is a redirect, which is read and never followed. */
  public boolean isRedirect() {
    return status >= 300 && status < 400;
  }

  /**
   * The cookies to send with the next request.
   *
   * @throws StepException {@code invalid_response} if the answer sets more than can be sent back
   */
  @Override
  public Cookies cookies() {
    List<String> set = headers.getAll(HttpHeaders.SET_COOKIE);
    if (octets(set) > Cookies.MAX_OCTETS && octets(lastOfEachName(set)) > Cookies.MAX_OCTETS) {
      throw invalid("the answer sets cookies of more than " + Cookies.MAX_OCTETS + " octets");
    }
    return cookies;
  }

  private static int octets(Collection<String> cookies) {
    int octets = 0;
    for (String cookie : cookies) {
      int attributes = cookie.indexOf(';');
      octets += (attributes < 0 ? cookie.length() : attributes) + "; ".length();
    }
    return octets;
  }

  /** Of several cookies by one name, the last one is sent back. */
  private static Collection<String> lastOfEachName(List<String> cookies) {
    Map<String, String> byName = new HashMap<>();
    cookies.forEach(cookie -> byName.put(cookie.split("[=;]", 2)[0].strip(), cookie));
    return byName.values();
  }

  /** The {@code Location} header, or null. */
  public @Nullable String location() {
    return headers.get(HttpHeaders.LOCATION);
  }

  /** What was sent, and the cookies that this answer sets. */
  @Override
  public List<String> secrets() {
    List<String> all = new ArrayList<>(secrets);
    cookies.addValuesTo(all);
    return all;
  }

  /** A text of the server without what was sent. */
  public String redacted(String serverText) {
    return redaction().line(serverText);
  }

  /** Hides what was sent; for several texts of the server. */
  public Redaction redaction() {
    return Redaction.of(secrets());
  }

  /** A failure that carries this answer's status, id and cookies. */
  public StepFailure failure(ErrorCode error, String description) {
    return StepFailure.of(error, step, description)
        .withAnswer(new StepFailure.Answer(status, supportId(), cookies));
  }

  /** Origin and path of a redirect: its query and its fragment may hold a code. */
  private String redirection() {
    String location = isRedirect() ? location() : null;
    return location == null
        ? ""
        : " (redirected to \""
            + redacted(location.split("[?#]", 2)[0].replaceFirst("//[^/]*@", "//"))
            + "\")";
  }

  /**
   * An {@code invalid_response} that carries this answer's status and id, and where it redirects.
   */
  public StepException invalid(String description) {
    return new StepException(
        failure(ErrorCode.INVALID_RESPONSE, description).withRemark(redirection()));
  }

  /**
   * The body as a value of a record, whose fields are null where the body has odd ones.
   *
   * @throws StepException {@code invalid_response} if the body is not a JSON object, or one that
   *     takes too much work to read
   */
  public <T extends Record> T json(JsonReader<T> reader) {
    String coding = coding();
    if (coding != null) {
      throw invalid(
          "the answer has the Content-Encoding \""
              + redacted(coding)
              + "\", although it was asked for as identity");
    }
    try {
      T value = reader.read(body);
      if (value == null) {
        throw invalid("expected a JSON object, found null");
      }
      return value;
    } catch (IOException unreadable) {
      throw invalid(
          JsonReader.isBeyondBounds(unreadable)
              ? "the JSON is too complex: " + JsonReader.BOUNDS_IN_WORDS
              : "expected a JSON object, found " + found());
    }
  }

  /**
   * The body as a JSON object with any fields.
   *
   * @throws StepException {@code invalid_response} if the body is not a JSON object
   */
  public JsonObject jsonObject() {
    return new JsonObject(json(JsonReader.ANY_OBJECT).fields());
  }

  /** The coding that makes the body unreadable (RFC 9110 section 8.4), or null. */
  private @Nullable String coding() {
    String coding = headers.get(HttpHeaders.CONTENT_ENCODING);
    return coding == null || coding.isBlank() || coding.strip().equalsIgnoreCase("identity")
        ? null
        : coding.strip();
  }

  /** Describes a body that is not JSON, and quotes nothing of it. */
  private String found() {
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
