package dev.tokenflow.pingone.meters;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;

/** The number of an instance among those of its address in this process, from 1 on. */
record InstanceNumber(LocalMap<String, Boolean> taken, String address, int number) {

  /** Takes the lowest number that is free. */
  static InstanceNumber take(Vertx vertx, String address) {
    LocalMap<String, Boolean> taken = vertx.sharedData().getLocalMap("pingone.instances");
    int number = 1;
    while (taken.putIfAbsent(key(address, number), true) != null) {
      number++;
    }
    return new InstanceNumber(taken, address, number);
  }

  /** Gives the number back. */
  void free() {
    taken.remove(key(address, number));
  }

  private static String key(String address, int number) {
    return address + '/' + number;
  }
}
