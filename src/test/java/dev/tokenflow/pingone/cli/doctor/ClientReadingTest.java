package dev.tokenflow.pingone.cli.doctor;

import static dev.tokenflow.pingone.options.ClientAuthenticationMethod.CLIENT_SECRET_JWT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the token endpoint may say to a code that cannot exist. */
class ClientReadingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "400 | {\"error\":\"invalid_grant\"} | OK |",
        "401 | {\"error\":\"invalid_client\",\"error_description\":\"no\"} | FAILED | clientSecret",
        // Keycloak's ways to say the same.
        "400 | {\"error\":\"unauthorized_client\",\"error_description\":\"Client authentication"
            + " failed\"} | FAILED | clientSecret",
        "401 | {\"error\":\"invalid_request\"} | FAILED | clientSecret",
        "401 | {\"error\":\"unauthorized_client\"} | FAILED | clientSecret",
        "400 | {\"error\":\"unauthorized_client\"} | FAILED | Grant type",
        "400 | {\"error\":\"unsupported_grant_type\"} | FAILED | Grant type",
        "400 | {\"error\":\"invalid_request\"} | FAILED | redirectUri",
        "403 | {\"code\":\"ACCESS_FAILED\",\"message\":\"x\"} | FAILED | Grant type",
        "404 | {\"code\":\"NOT_FOUND\",\"message\":\"x\"} | FAILED | environmentId",
        "429 | {\"code\":\"REQUEST_LIMITED\"} | FAILED | Rate Limits and Allowed IPs",
        "500 | {\"code\":\"UNEXPECTED_ERROR\"} | FAILED | status page",
        "200 | {\"access_token\":\"x\"} | FAILED | baseUrl",
        "200 | {\"error\":\"invalid_client\"} | FAILED | clientSecret",
        "400 | not json | FAILED | environmentId",
        "400 | [] | FAILED | environmentId",
        "400 | {\"error\":7,\"code\":{}} | FAILED | environmentId"
      })
  void namesTheSetting(int status, String body, Finding.Verdict verdict, String advice) {
    Finding finding = ClientReading.of(Replies.json(status, body), CLIENT_SECRET_JWT);

    assertEquals(verdict, finding.verdict(), finding::toString);
    assertTrue(advice == null || finding.advice().contains(advice), finding::toString);
  }

  @Test
  void quotesTheServerWithoutControlCharactersAndAssertions() {
    String assertion = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJlLW9mLWl0";

    Finding finding =
        ClientReading.of(
            Replies.json(
                401,
                "{\"error\":\"invalid_client\",\"error_description\":\"\\u001b[31mred\\n\\u202e"
                    + assertion
                    + " "
                    + "x".repeat(500)
                    + "\"}"),
            CLIENT_SECRET_JWT);

    assertTrue(
        finding.text().startsWith("POST token answered 401 invalid_client: [31mred *** xxx"),
        finding::text);
    assertTrue(finding.text().length() < 230, finding::text);
  }

  @Test
  void noAnswerIsAFailure() {
    Finding finding =
        ClientReading.of(new Reply.None("no whole answer within 10000 ms"), CLIENT_SECRET_JWT);

    assertTrue(finding.hasFailed());
    assertEquals("POST token: no whole answer within 10000 ms", finding.text());
  }
}
