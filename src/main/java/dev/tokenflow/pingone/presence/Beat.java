package dev.tokenflow.pingone.presence;

import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an instance says of itself once a second.
 *
 * @param instance its id
 * @param leaving whether it is about to end, and takes no further requests
 * @param keeper whether it keeps the accounts
 */
public record Beat(String instance, boolean leaving, boolean keeper) {
  // It becomes a part of event bus addresses.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** Reads a beat; null for anything else that was published there. */
  static @Nullable Beat fromJson(@Nullable Object body) {
    if (!(body instanceof JsonObject message)
        || !(message.getValue("instance") instanceof String instance)
        || !ID.matcher(instance).matches()) {
      return null;
    }
    return new Beat(
        instance,
        "leaving".equals(message.getValue("state")),
        Boolean.TRUE.equals(message.getValue("keeper")));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("instance", instance)
        .put("state", leaving ? "leaving" : "serving")
        .put("keeper", keeper);
  }
}
