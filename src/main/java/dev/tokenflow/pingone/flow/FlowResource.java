package dev.tokenflow.pingone.flow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.Unreserved;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PingOne's flow resource: where a sign-on stands and what can be done next.
 *
 * @param id the flow's id, which a later response may replace
 * @param status such as {@code USERNAME_PASSWORD_REQUIRED} or {@code COMPLETED}
 * @param resumeUrl where a completed flow is exchanged for an authorization code
 * @param expiresAt when PingOne ends the flow, as it writes it
 * @param links {@code self}, and one link for each action that is offered, by the action's name
 * @param authorizeResponse the authorization response of a flow that ended
 * @param error why the flow failed
 */
record FlowResource(
    String id,
    String status,
    @Nullable String resumeUrl,
    @Nullable String expiresAt,
    @JsonProperty("_links") @Nullable Map<String, @Nullable Link> links,
    @Nullable AuthorizeResponse authorizeResponse,
    @Nullable FlowError error) {

  private static final JsonReader<FlowResource> READER = JsonReader.of(FlowResource.class);
  private static final JsonReader<Details> DETAILS = JsonReader.of(Details.class);

  /** A link (HAL). */
  record Link(@Nullable String href) {}

  /** The authorization response (RFC 6749 section 4.1.2). */
  record AuthorizeResponse(@Nullable String code, @Nullable String state) {
    @Override
    public String toString() {
      return "AuthorizeResponse[***]";
    }
  }

  /** Why a flow failed. */
  record FlowError(@Nullable String code, @Nullable String message) {
    static FlowError of(Map<?, ?> error) {
      return new FlowError(
          error.get("code") instanceof String code ? code : null,
          error.get("message") instanceof String message ? message : null);
    }
  }

  /** The fields that describe the step; they may contain personal data. */
  private record Details(
      @JsonProperty("_embedded") @Nullable Map<String, Object> embedded,
      @Nullable Object selectedDevice,
      @Nullable Object publicKeyCredentialRequestOptions) {
    @Override
    public String toString() {
      return "Details[***]";
    }
  }

  /** Parses a response; id and status are required. */
  static FlowResource parse(Response response) {
    FlowResource flow = response.json(READER);
    if (!isId(flow.id)) {
      throw response.invalid("the flow has no id, or one that does not fit into a URL");
    }
    if (flow.status == null || flow.status.isEmpty()) {
      throw response.invalid("the flow has no status");
    }
    return flow;
  }

  /** Parses what a response says about the step, such as the user's devices, into one object. */
  static JsonObject stepDetails(Response response) {
    Details details = response.json(DETAILS);
    JsonObject all = new JsonObject(details.embedded == null ? new HashMap<>() : details.embedded);
    if (details.selectedDevice != null) {
      all.put("selectedDevice", details.selectedDevice);
    }
    if (details.publicKeyCredentialRequestOptions != null) {
      all.put("publicKeyCredentialRequestOptions", details.publicKeyCredentialRequestOptions);
    }
    return all;
  }

  /** Whether a text is a flow id that fits into a URL without encoding. */
  static boolean isId(@Nullable String text) {
    // Not "." or "..", which change the path (RFC 3986 section 3.3).
    return text != null
        && !text.isEmpty()
        && !text.equals(".")
        && !text.equals("..")
        && Unreserved.areAllOf(text);
  }

  /** The names of the actions that PingOne offers. */
  List<String> actions() {
    return links == null
        ? List.of()
        : links.keySet().stream().filter(name -> !name.equals("self")).toList();
  }

  /** The URL of a link, or null if there is none. */
  @Nullable String href(String name) {
    Link link = links == null ? null : links.get(name);
    return link == null ? null : link.href();
  }

  /** Where a browser could continue the flow, or null if no link says. */
  @Nullable String browserLink() {
    String authenticate = href("authenticate");
    return authenticate == null && !actions().isEmpty() ? href(actions().get(0)) : authenticate;
  }

  /** When PingOne ends the flow, or null if that is absent or unreadable. */
  @Nullable Instant expiry() {
    try {
      return expiresAt == null ? null : Instant.parse(expiresAt);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  /** Status and actions only. */
  @Override
  public String toString() {
    return "FlowResource[" + status + ", actions=" + actions() + "]";
  }
}
