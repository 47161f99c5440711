package dev.tokenflow.pingone.examples.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DevicesTest {
  private static final Pattern BUTTON = Pattern.compile("value=\"([^\"]*)\">(.*?)</button>");
  private static final Form FORM = new Form("/step", "token");
  private static final JsonArray DEVICES =
      JsonArray.of(
          JsonObject.of("id", "1", "type", "SMS", "phone", "*****12"),
          JsonObject.of("id", "2", "type", "MOBILE", "nickname", "Work"),
          JsonObject.of("id", "3", "type", "MOON<", "email", " "),
          JsonObject.of("type", "SMS"),
          "odd");

  private static List<String> buttons(Html html) {
    return BUTTON
        .matcher(html.toString())
        .results()
        .map(button -> button.group(1) + " " + button.group(2))
        .toList();
  }

  @Test
  void namesEachDevice() {
    Devices devices = new Devices(JsonObject.of("devices", DEVICES));
    List<String> all =
        List.of("1 Text message: *****12", "2 Phone with the app: Work", "3 MOON&lt;");

    assertEquals(all, buttons(devices.all(FORM)));
    assertEquals(all, buttons(devices.others(FORM)));
    assertEquals(Html.NONE, devices.sendAgain(FORM));
  }

  @Test
  void knowsTheDeviceInUse() {
    Devices devices =
        new Devices(JsonObject.of("devices", DEVICES, "selectedDevice", JsonObject.of("id", "1")));

    assertEquals(
        List.of("2 Phone with the app: Work", "3 MOON&lt;"), buttons(devices.others(FORM)));
    assertEquals(3, buttons(devices.all(FORM)).size());
    assertEquals(List.of("1 Send another code"), buttons(devices.sendAgain(FORM)));
  }

  @Test
  void offersNothingWhereThereIsNoDevice() {
    assertEquals(Html.NONE, new Devices(new JsonObject()).all(FORM));
    assertEquals(
        Html.NONE,
        new Devices(
                JsonObject.of(
                    "devices",
                    JsonArray.of(JsonObject.of("id", "1")),
                    "selectedDevice",
                    JsonObject.of("id", "1")))
            .others(FORM));
  }
}
