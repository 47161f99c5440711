package dev.tokenflow.pingone.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The devices that every user of the sandbox has, and the step that each leads to. */
enum Device {
  SMS("5a4d0000-0000-4000-8000-0000000000d1", FlowStatus.OTP_REQUIRED),
  MOBILE("5a4d0000-0000-4000-8000-0000000000d2", FlowStatus.PUSH_CONFIRMATION_REQUIRED),
  FIDO2("5a4d0000-0000-4000-8000-0000000000d3", FlowStatus.ASSERTION_REQUIRED);

  private final String id;
  private final FlowStatus step;

  Device(String id, FlowStatus step) {
    this.id = id;
    this.step = step;
  }

  FlowStatus step() {
    return step;
  }

  /** The device with this id, or null. */
  static Device of(Object id) {
    for (Device device : values()) {
      if (device.id.equals(id)) {
        return device;
      }
    }
    return null;
  }

  static JsonArray all() {
    JsonArray devices = new JsonArray();
    for (Device device : values()) {
      devices.add(new JsonObject().put("id", device.id).put("type", device.name()));
    }
    return devices;
  }
}
