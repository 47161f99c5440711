package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {
  private static final Cookies TWO =
      Cookies.NONE.renewedBy(
          List.of("ST=a-session; Path=/as; Secure; HttpOnly", "LB=a-node; Path=/flows"));

  @Test
  void noCookiesMakeNoHeader() {
    assertNull(Cookies.NONE.header());
  }

  @Test
  void headerHoldsNamesAndValuesWhateverTheirPath() {
    assertEquals("ST=a-session; LB=a-node", TWO.header());
  }

  @Test
  void cookieOfTheSameNameIsReplaced() {
    Cookies renewed = TWO.renewedBy(List.of("ST=another; Path=/elsewhere"));

    assertEquals("ST=another; LB=a-node", renewed.header());
  }

  @Test
  void namesDifferByCase() {
    assertEquals("ST=a-session; LB=a-node; st=x", TWO.renewedBy(List.of("st=x")).header());
  }

  /** RFC 6265 section 5.2.1. */
  @Test
  void ignoresAnExpiryThatIsNoDate() {
    String expiry = "Thu, 01 Jan 1970 00:00:00 GMT, or a little later if that is too soon for you";

    Cookies renewed = TWO.renewedBy(List.of("ST=x; Expires=" + expiry, "LB=y; Expires=soon"));

    assertEquals("ST=x; LB=y", renewed.header());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ST=; Max-Age=0",
        "ST=x; Max-Age=-1",
        "ST=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "ST=x; Expires=Thu, 01 Jan 2099 00:00:00 GMT; Max-Age=0"
      })
  void expiredCookieIsRemoved(String header) {
    assertEquals("LB=a-node", TWO.renewedBy(List.of(header)).header());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ST=x",
        "ST=x; Max-Age=60",
        "ST=x; Expires=Thu, 01 Jan 2099 00:00:00 GMT",
        "ST=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60",
        "ST=x; Expires=sometime"
      })
  void livingCookieIsKept(String header) {
    assertEquals("ST=x", Cookies.NONE.renewedBy(List.of(header)).header());
  }

  @Test
  void removingTheLastLeavesNone() {
    Cookies gone = TWO.renewedBy(List.of("ST=; Max-Age=0", "LB=; Max-Age=0"));

    assertNull(gone.header());
  }

  @Test
  void valueWithSeparatorsOfItsOwnIsSentAsItCame() {
    Cookies cookies = Cookies.NONE.renewedBy(List.of("ST=a=b==/+.-_~%20", "Q=\"quoted\""));

    assertEquals("ST=a=b==/+.-_~%20; Q=\"quoted\"", cookies.header());
  }

  @Test
  void whatIsNoCookieIsSkipped() {
    assertEquals("LB=x", Cookies.NONE.renewedBy(List.of("", "=nameless", "LB=x")).header());
  }

  @Test
  void whatCannotBeSentIsSkipped() {
    assertEquals(
        "LB=x",
        Cookies.NONE
            .renewedBy(List.of("A=a\u0001b", "B\u007f=b", "C=a\tb", "LB=x; Path=/\u0001"))
            .header());
  }

  @Test
  void renewalLeavesTheFormerCookiesAsTheyWere() {
    TWO.renewedBy(List.of("ST=another"));

    assertEquals("ST=a-session; LB=a-node", TWO.header());
  }

  @Test
  void answerWithoutCookiesChangesNothing() {
    assertSame(TWO, TWO.renewedBy(List.of()));
  }

  @Test
  void keepsTheNewestOnesWithinSixKibibytes() {
    Cookies many = TWO;
    for (int number = 0; number < 1_000; number++) {
      many = many.renewedBy(List.of("ST=a-session", "C" + number + "=" + "x".repeat(100)));
    }

    String header = many.header();
    assertTrue(header.length() <= 6 * 1024, header);
    assertTrue(header.startsWith("ST=a-session; C"), header);
    assertTrue(header.contains("; C999=x"), header);
    assertFalse(header.contains("LB="), header);
  }

  @ParameterizedTest
  @CsvSource({"6144, 1", "6144, 6", "6145, 1", "6145, 5"})
  void answerWithTooManyCookiesIsInvalid(int octets, int cookies) {
    ResponseBuilder answer = ResponseBuilder.answer(Step.CREDENTIALS, 200);
    int each = octets / cookies;
    for (int number = 0; number < cookies; number++) {
      answer.header("Set-Cookie", "A" + number + "=" + "x".repeat(each - 5) + "; Path=/; Secure");
    }

    if (octets > 6144) {
      StepFailure failure = StepFailures.of(() -> answer.build().cookies());
      assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
      assertEquals("the answer sets cookies of more than 6144 octets", failure.description());
    } else {
      answer.build().cookies();
    }
  }

  @Test
  void cookieThatAnAnswerSetsTwiceCountsOnce() {
    String session = "ST=" + "x".repeat(6000);

    Response answer =
        ResponseBuilder.answer(Step.CREDENTIALS, 200)
            .header("Set-Cookie", session + "1; Path=/as")
            .header("Set-Cookie", session + "2; Path=/flows")
            .build();

    assertEquals(session + "2", answer.cookies().header());
  }

  @Test
  void valuesAreGivenToTheRedaction() {
    List<String> secrets = new ArrayList<>(List.of("a-node"));
    TWO.addValuesTo(secrets);
    assertEquals(List.of("a-node", "a-session"), secrets);
  }

  @Test
  void textHoldsTheNamesAlone() {
    assertEquals("Cookies[ST, LB]", TWO.toString());
  }
}
