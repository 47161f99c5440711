package dev.tokenflow.pingone.examples.login;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The devices of a person, as a step embeds them. */
final class Devices {
  private final JsonObject embedded;

  Devices(JsonObject embedded) {
    this.embedded = embedded;
  }

  /** One button for each device; nothing if there is none. */
  Html all(Form form) {
    return buttons(form, null);
  }

  /** One button for each device but the one in use; nothing if there is no other. */
  Html others(Form form) {
    return buttons(form, selected());
  }

  /** A button that selects the device in use once more, which sends another code. */
  Html sendAgain(Form form) {
    String selected = selected();
    return selected == null
        ? Html.NONE
        : form.action("device.select", button(selected, "Send another code"));
  }

  private Html buttons(Form form, @Nullable String without) {
    List<Html> buttons = new ArrayList<>();
    for (Object each : embedded.getJsonArray("devices", new JsonArray())) {
      if (each instanceof JsonObject device
          && device.getValue("id") instanceof String id
          && !id.equals(without)) {
        buttons.add(button(id, label(device)));
      }
    }
    return buttons.isEmpty() ? Html.NONE : form.action("device.select", Html.join(buttons));
  }

  private static Html button(String id, String label) {
    return Html.of("<button class=\"quiet\" name=\"device\" value=\"%s\">%s</button>", id, label);
  }

  private @Nullable String selected() {
    return embedded.getValue("selectedDevice") instanceof JsonObject device
            && device.getValue("id") instanceof String id
        ? id
        : null;
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
