package dev.tokenflow.pingone.examples.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginOptionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"https://login.example.com", "http://localhost:8080"})
  void takesOriginsThatCookiesAreSentTo(String origin) {
    assertEquals(origin, LoginOptions.of(origin).origin());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example.com",
        "login.example.com",
        "https://login.example.com/",
        "https://login.example.com/path",
        "https:///",
        "https://Login.example.com",
        "https://login.example.com:443",
        "https://login.example.com?x",
        "https://user@login.example.com",
        "http://localhost:80",
        "ftp://localhost",
        ""
      })
  void refusesOthers(String origin) {
    assertThrows(IllegalArgumentException.class, () -> LoginOptions.of(origin));
  }
}
