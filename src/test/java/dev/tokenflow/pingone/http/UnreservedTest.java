package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreservedTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "azAZ09-._~"})
  void unreservedCharactersMeanThemselves(String text) {
    assertTrue(Unreserved.areAllOf(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "a+b", "%41", "a/b", "a&b", "a=b", "a@b", "é", "\n", "`", "{", "["})
  void othersDoNot(String text) {
    assertFalse(Unreserved.areAllOf(text));
  }
}
