package dev.tokenflow.pingone.flow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.Unreserved;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * PingOne's flow resource: where a sign-on stands and what can be done next. Each field may be
 * null. What a step is about is apart in {@link StepDetails}, since most flows need none of it.
 *
 * @param id the flow's id, which a later answer may replace by another
 * @param status such as {@code USERNAME_PASSWORD_REQUIRED} or {@code COMPLETED}
 * @param resumeUrl where a completed flow turns into an authorization code
 * @param expiresAt when PingOne forgets the flow, as it writes it
 * @param links {@code self}, and one for each action that is possible now, by the action's name
 * @param authorizeResponse the authorization response, at the end
 * @param error why the flow failed
 */
record FlowResource(
    String id,
    String status,
    String resumeUrl,
    String expiresAt,
    @JsonProperty("_links") Map<String, Link> links,
    AuthorizeResponse authorizeResponse,
    FlowError error) {

  private static final JsonReader<FlowResource> READER = JsonReader.of(FlowResource.class);

  /** A link (HAL). */
  record Link(String href) {}

  /** The authorization response (RFC 6749 section 4.1.2). */
  record AuthorizeResponse(String code, String state) {
    @Override
    public String toString() {
      return "AuthorizeResponse[***]";
    }
  }

  /** Why a flow failed. */
  record FlowError(String code, String message) {
    /** The same out of a JSON object. */
    static FlowError of(Map<?, ?> error) {
      return new FlowError(
          error.get("code") instanceof String code ? code : null,
          error.get("message") instanceof String message ? message : null);
    }
  }

  /** The flow that an answer carries, which has an id and a status at least. */
  static FlowResource of(Response response) {
    FlowResource flow = response.json(READER);
    if (!isId(flow.id)) {
      throw response.invalid("the flow has no id, or one that does not fit into a URL");
    }
    if (flow.status == null || flow.status.isEmpty()) {
      throw response.invalid("the flow has no status");
    }
    return flow;
  }

  /** Whether this is a flow id, and one that fits into a URL as it is. */
  static boolean isId(String text) {
    // Not "." or "..", which lead elsewhere in a path (RFC 3986 section 3.3).
    return text != null
        && !text.isEmpty()
        && !text.equals(".")
        && !text.equals("..")
        && Unreserved.areAllOf(text);
  }

  /** The names of the actions that are possible now. */
  List<String> actions() {
    return links == null
        ? List.of()
        : links.keySet().stream().filter(name -> !name.equals("self")).toList();
  }

  /** The URL of an action, or null where PingOne names none. */
  String href(String action) {
    Link link = links == null ? null : links.get(action);
    return link == null ? null : link.href();
  }

  /** Where an action is submitted: its link, or the flow itself where PingOne names none. */
  String actionUrl(String action, String flowsUrl) {
    String href = href(action);
    return href == null ? flowsUrl + "/" + id : href;
  }

  /** When PingOne forgets the flow, or null where that cannot be read. */
  Instant expiry() {
    try {
      return expiresAt == null ? null : Instant.parse(expiresAt);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  /** The status and the actions alone. */
  @Override
  public String toString() {
    return "FlowResource[" + status + ", actions=" + actions() + "]";
  }
}
