package dev.tokenflow.pingone.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeatTest {

  @Test
  void readsWhatItWrites() {
    Beat serving = new Beat("1", false, true);
    Beat leaving = new Beat("1", true, false);

    assertEquals(serving, Beat.fromJson(serving.toJson()));
    assertEquals(leaving, Beat.fromJson(leaving.toJson()));
  }

  @Test
  void saysWhetherItServesOrLeaves() {
    assertEquals("serving", new Beat("1", false, true).toJson().getString("state"));
    assertEquals("leaving", new Beat("1", true, false).toJson().getString("state"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"instance\":7}",
        "{\"instance\":\"\"}",
        "{\"instance\":\"a.b\"}",
        "{\"instance\":\"12345678901234567890123456789012345678901234567890123456789012345\"}"
      })
  void isNoneWithoutAnIdThatAnAddressCanTake(String json) {
    assertNull(Beat.fromJson(new JsonObject(json)));
  }

  @Test
  void isNoneInAnotherForm() {
    assertNull(Beat.fromJson(null));
    assertNull(Beat.fromJson("serving"));
  }
}
