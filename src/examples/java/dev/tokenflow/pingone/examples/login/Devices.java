package dev.tokenflow.pingone.examples.login;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The devices of a person, as a step embeds them. */
final class Devices {
  private final JsonObject embedded;

  Devices(JsonObject embedded) {
    this.embedded = embedded;
  }

  /** One button for each device but the one in use; nothing if there is no other. */
  Html buttons(Form form) {
    List<Html> buttons = new ArrayList<>();
    for (Object each : embedded.getJsonArray("devices", new JsonArray())) {
      if (each instanceof JsonObject device
          && device.getValue("id") instanceof String id
          && !id.equals(selected())) {
        buttons.add(
            Html.of(
                "<button class=\"quiet\" name=\"device\" value=\"%s\">%s</button>",
                id, label(device)));
      }
    }
    return buttons.isEmpty() ? Html.NONE : form.action("device.select", Html.join(buttons));
  }

  private String selected() {
    return embedded.getValue("selectedDevice") instanceof JsonObject device
        ? String.valueOf(device.getValue("id"))
        : "";
  }

  /** PingOne masks phone numbers and addresses. */
  private static String label(JsonObject device) {
    String type = String.valueOf(device.getValue("type"));
    String kind =
        switch (type) {
          case "SMS" -> "Text message";
          case "VOICE" -> "Phone call";
          case "WHATSAPP" -> "WhatsApp message";
          case "EMAIL" -> "E-mail";
          case "TOTP" -> "Authenticator app";
          case "MOBILE" -> "Phone with the app";
          case "FIDO2", "PLATFORM", "SECURITY_KEY" -> "Passkey or security key";
          default -> type;
        };
    for (String name : List.of("nickname", "phone", "email")) {
      if (device.getValue(name) instanceof String text && !text.isBlank()) {
        return kind + ": " + text;
      }
    }
    return kind;
  }
}
