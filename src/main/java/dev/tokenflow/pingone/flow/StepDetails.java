package dev.tokenflow.pingone.flow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Response;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * What the flow resource tells about the step that its status asks for. Each field may be null.
 *
 * @param embedded what PingOne embeds, such as the user's devices
 * @param selectedDevice the device that the step is about
 * @param publicKeyCredentialRequestOptions what a security key has to sign
 */
record StepDetails(
    @JsonProperty("_embedded") Map<String, Object> embedded,
    Object selectedDevice,
    Object publicKeyCredentialRequestOptions) {

  private static final JsonReader<StepDetails> READER = JsonReader.of(StepDetails.class);

  /** All of it that an answer with a flow has, in one object. */
  static JsonObject of(Response response) {
    StepDetails details = response.json(READER);
    JsonObject all = new JsonObject(details.embedded == null ? new HashMap<>() : details.embedded);
    if (details.selectedDevice != null) {
      all.put("selectedDevice", details.selectedDevice);
    }
    if (details.publicKeyCredentialRequestOptions != null) {
      all.put("publicKeyCredentialRequestOptions", details.publicKeyCredentialRequestOptions);
    }
    return all;
  }

  /** Nothing of it: it may tell of the user. */
  @Override
  public String toString() {
    return "StepDetails[***]";
  }
}
