package dev.tokenflow.pingone.flow;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Redaction;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.oauth.AuthorizationResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PingOne's flow resource: where a sign-on stands and what can be done next. Only what decides is
 * read; a field of another type than expected is passed over.
 *
 * @param id the flow's id, which a later response may replace; empty if the flow is over
 * @param status such as {@code USERNAME_PASSWORD_REQUIRED} or {@code COMPLETED}
 * @param expiresAt when PingOne ends the flow, as it says, or null; see {@link #expiry()}
 * @param links the names of the links: the actions, and some that are none
 * @param code the authorization code of a flow that ended, or null
 * @param state the {@code state} beside the code, or null
 * @param error why the flow failed, or null
 */
record FlowResource(
    String id,
    String status,
    @Nullable String expiresAt,
    List<String> links,
    @Nullable String code,
    @Nullable String state,
    @Nullable FlowError error) {

  private static final JsonReader<Body> READER = JsonReader.of(Body.class);
  private static final int MAX_ID = 128;
  private static final Set<String> NO_ACTIONS = Set.of("self", "signOnPage", "curies");
  // The code is a secret, and the others are this client's business.
  private static final Set<String> NOT_OF_THE_STEP =
      Set.of("id", "session", "_links", "resumeUrl", "_embedded", "authorizeResponse");

  private record Body(
      @Nullable String id,
      @Nullable String status,
      @Nullable Object expiresAt,
      @JsonProperty("_links") @JsonDeserialize(using = LinkNames.class)
          @Nullable List<String> links,
      @Nullable Object authorizeResponse,
      @Nullable Object error,
      @JsonProperty("error_description") @Nullable Object errorDescription,
      @Nullable Object interactionId,
      @Nullable Object interactionToken,
      @Nullable Object connectorId,
      @Nullable Object capabilityName) {

    /** The fields of a DaVinci policy's answers, which have no status. */
    boolean isOfDaVinci() {
      return interactionId != null
          || interactionToken != null
          || connectorId != null
          || capabilityName != null;
    }

    @Override
    public String toString() {
      return "Body[***]";
    }
  }

  /**
   * Parses a response.
   *
   * <p>Three forms have no id, since nothing more is sent to such a flow: one that failed, an error
   * alone, and an authorization response alone, where nothing was left to ask.
   *
   * @param askedFor the id of the flow that the request was for, whose answer need not repeat it;
   *     empty if there is no flow yet
   * @throws StepException {@code invalid_response} if id or status is missing, {@code
   *     action_unsupported} for an answer of DaVinci
   */
  static FlowResource parse(Response response, String askedFor) {
    Body body = response.json(READER);
    Map<?, ?> authorization =
        body.authorizeResponse instanceof Map<?, ?> fields ? fields : Map.of();
    String code = PlatformError.text(authorization.get("code"));
    FlowError refused =
        FlowError.of(authorization.get("error"), authorization.get("error_description"));
    FlowError error = refused == null ? FlowError.of(body.error, body.errorDescription) : refused;
    String status = refused == null ? status(body, code, error) : FlowStatus.FAILED_STATUS;
    if (status == null) {
      throw withoutStatus(response, body);
    }
    if (!FlowAction.isName(status)) {
      throw response.invalid("the flow's status is not a name of 100 characters at most");
    }
    String id = body.id == null || body.id.isEmpty() ? askedFor : body.id;
    if (!isId(id) && code == null && !status.equals(FlowStatus.FAILED_STATUS)) {
      throw response.invalid(
          id.isEmpty()
              ? "the flow has no id"
              : "the flow's id is not 1 to 128 letters, digits, '.', '_' or '-'");
    }
    return new FlowResource(
        isId(id) ? id : "",
        status,
        body.expiresAt instanceof String time ? time : null,
        body.links == null ? List.of() : body.links,
        code,
        PlatformError.text(authorization.get("state")),
        error);
  }

  /**
   * Parses the flow's id in the redirect to the sign-on page, which is never followed.
   *
   * @param state the {@code state} of the authorization request
   * @throws StepException the error of the redirect, or {@code invalid_response}
   */
  static String parseId(Response redirect, String state) {
    String id = AuthorizationResponse.parameters(redirect).get("flowId");
    if (id == null || !isId(id)) {
      throw AuthorizationResponse.refusal(redirect, state);
    }
    return id;
  }

  /** A flow that ended with a redirect to the redirect URI, which has only the code. */
  static FlowResource completed(String code) {
    return new FlowResource("", FlowStatus.COMPLETED_STATUS, null, List.of(), code, null, null);
  }

  /** The status, or the one that a code or an error without one stands for; else null. */
  private static @Nullable String status(
      Body body, @Nullable String code, @Nullable FlowError error) {
    if (body.status != null && !body.status.isEmpty()) {
      return body.status;
    }
    if (code != null) {
      return FlowStatus.COMPLETED_STATUS;
    }
    return error == null ? null : FlowStatus.FAILED_STATUS;
  }

  private static StepException withoutStatus(Response response, Body body) {
    if (body.isOfDaVinci()) {
      return new StepException(
          response.failure(
              ErrorCode.ACTION_UNSUPPORTED,
              "the application's policy is a DaVinci policy, whose protocol this client does not"
                  + " speak: select a PingOne sign-on policy with acr_values"));
    }
    return response.invalid(
        body.id == null ? "the answer is no flow: it has no id" : "the flow has no status");
  }

  /**
   * When PingOne ends the flow, or null if it does not say. Parsed here, since that is expensive
   * and most flows never stop for their caller.
   */
  @Nullable Instant expiry() {
    try {
      return expiresAt == null ? null : Instant.parse(expiresAt);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  /** Parses what a response says about the step, such as the user's devices, into one object. */
  static JsonObject stepDetails(Response response) {
    JsonObject body = response.jsonObject();
    Map<String, Object> details = new LinkedHashMap<>();
    addDetails(body, details);
    if (body.getValue("_embedded") instanceof JsonObject embedded) {
      addDetails(embedded, details);
    }
    return new JsonObject(details);
  }

  private static void addDetails(JsonObject fields, Map<String, Object> details) {
    fields.forEach(
        field -> {
          if (!NOT_OF_THE_STEP.contains(field.getKey())) {
            details.put(field.getKey(), field.getValue());
          }
        });
  }

  /** Whether a text is a flow id, which needs no encoding in a URL. */
  static boolean isId(String text) {
    // Not "." or "..", which change the path (RFC 3986 section 3.3).
    return !text.isEmpty()
        && text.length() <= MAX_ID
        && !text.equals(".")
        && !text.equals("..")
        && text.indexOf('~') < 0
        && Form.isUnreserved(text);
  }

  /**
   * What the next step needs: a flow may be held for long, whatever its answer contained.
   *
   * @param end when the flow ends, by this machine's clock, or null if PingOne does not say
   */
  FlowResource slim(@Nullable String end) {
    return new FlowResource(id, status, end, links, null, null, null);
  }

  /**
   * This flow, without what its names repeat of these secrets: a hostile server may make a status
   * or an action of a password.
   */
  FlowResource withoutSecrets(List<String> secrets) {
    if (DocumentedNames.contain(status) && links.stream().allMatch(DocumentedNames::contain)) {
      return this;
    }
    Redaction hidden = Redaction.of(secrets);
    return new FlowResource(
        id,
        shown(status, hidden),
        expiresAt,
        links.stream().filter(name -> shown(name, hidden).equals(name)).toList(),
        code,
        state,
        error);
  }

  private static String shown(String name, Redaction hidden) {
    return DocumentedNames.contain(name) ? name : hidden.line(name);
  }

  /** The names of the actions that PingOne offers. */
  List<String> actions() {
    return links.stream()
        .filter(name -> FlowAction.isName(name) && !NO_ACTIONS.contains(name))
        .toList();
  }

  /** Status and actions only. */
  @Override
  public String toString() {
    return "FlowResource[" + status + ", actions=" + actions() + "]";
  }

  /**
   * Reads the names of HAL links, whatever stands behind them: an object, an array of objects
   * (draft-kelly-json-hal section 4.1.1), or something odd. The links themselves are not used.
   */
  private static final class LinkNames extends JsonDeserializer<List<String>> {
    private static final int MAX_LINKS = 100;
    private static final int MAX_NAME = 100;
    // A held flow keeps them.
    private static final int MAX_CHARACTERS = 4 * 1024;

    @Override
    public List<String> deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        return List.of();
      }
      List<String> names = new ArrayList<>();
      int room = MAX_CHARACTERS;
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        if (names.size() < MAX_LINKS && name.length() <= Math.min(MAX_NAME, room)) {
          names.add(name);
          room -= name.length();
        }
        json.nextToken();
        json.skipChildren();
      }
      return names;
    }

    @Override
    public List<String> getNullValue(DeserializationContext context) {
      return List.of();
    }
  }
}
