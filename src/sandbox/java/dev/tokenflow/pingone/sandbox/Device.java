package dev.tokenflow.pingone.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The devices of every sandbox user, and the step that selecting each one leads to. */
enum Device {
  SMS("5a4d0000-0000-4000-8000-0000000000d1", SandboxFlowStatus.OTP_REQUIRED),
  MOBILE("5a4d0000-0000-4000-8000-0000000000d2", SandboxFlowStatus.PUSH_CONFIRMATION_REQUIRED),
  FIDO2("5a4d0000-0000-4000-8000-0000000000d3", SandboxFlowStatus.ASSERTION_REQUIRED);

  private final String id;
  private final SandboxFlowStatus step;

  Device(String id, SandboxFlowStatus step) {
    this.id = id;
    this.step = step;
  }

  String id() {
    return id;
  }

  SandboxFlowStatus step() {
    return step;
  }

  /** The device that a step is about, or null. */
  static @Nullable Device inUse(SandboxFlowStatus status) {
    if (status == SandboxFlowStatus.PUSH_CONFIRMATION_TIMED_OUT) {
      return MOBILE;
    }
    for (Device device : values()) {
      if (device.step == status) {
        return device;
      }
    }
    return null;
  }

  /** The device with this id, or null. */
  static @Nullable Device of(@Nullable Object id) {
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
