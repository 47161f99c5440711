package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
  @Test
  void exampleOfRfc6749AppendixBIsEncodedAsPrintedThere() {
    assertEquals("q=+%25%26%2B%C2%A3%E2%82%AC", new Form().with("q", " %&+£€").encoded());
  }

  @Test
  void namesAreEncodedToo() {
    assertEquals("a%26b%3Dc=1", new Form().with("a&b=c", "1").encoded());
  }

  @Test
  void parametersKeepTheirOrder() {
    Form form = new Form().with("zeta", "1").with("alpha", "2").with("mid", "3");

    assertEquals("zeta=1&alpha=2&mid=3", form.encoded());
  }

  @Test
  void nullIsLeftOutAndEmptyIsNot() {
    Form form = new Form().with("scope", null).with("state", "");

    assertEquals("state=", form.encoded());
    assertNull(form.get("scope"));
  }

  @Test
  void formWithoutParametersIsEmpty() {
    assertEquals("", new Form().encoded());
  }

  @Test
  void parameterIsFoundByItsName() {
    assertEquals("a b", new Form().with("code", "a b").get("code"));
  }

  @Test
  void copyDoesNotChangeTheOriginal() {
    Form form = new Form().with("a", "1").withSecret("b", "2");

    Form copy = form.copy().withSecret("c", "3");

    assertEquals("a=1&b=2&c=3", copy.encoded());
    assertEquals(List.of("2", "3"), copy.secrets());
    assertEquals("a=1&b=2", form.encoded());
    assertEquals(List.of("2"), form.secrets());
  }

  @Test
  void textHoldsTheNamesAlone() {
    Form form = new Form().with("code", "s3cret").with("client_assertion", "s3cret");

    assertEquals("Form[code, client_assertion]", form.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "azAZ09-._~"})
  void unreservedCharactersMeanThemselves(String text) {
    assertTrue(Form.isUnreserved(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "a+b", "%41", "a/b", "a&b", "a=b", "a@b", "é", "\n", "`", "{", "["})
  void othersDoNot(String text) {
    assertFalse(Form.isUnreserved(text));
  }
}
