package dev.tokenflow.pingone.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.options.ClientAuthenticationMethod;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.SharedKey;
import io.netty.handler.codec.DateFormatter;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clock, metadata and key set of a server. */
class ServerReadingsTest {
  private static Vertx vertx;
  private static PingOneOptions options;

  @BeforeAll
  static void load() throws Exception {
    vertx = Vertx.vertx();
    options =
        PingOneOptions.builder()
            .baseUrl("https://auth.example.com")
            .clientId("the-client")
            .clientSecret("an-octet-sequence-of-32-or-more-octets")
            .redirectUri("https://app.example.com/callback")
            .load(vertx)
            .await(30, TimeUnit.SECONDS);
  }

  @AfterAll
  static void close() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "0, OK, agrees",
    "20, OK, 20 s behind",
    "-29, OK, 29 s ahead of",
    "31, FAILED, 31 s behind",
    "-300, FAILED, 5 min ahead of",
    "10800, FAILED, 3 h behind",
    "-864000, FAILED, 10 days ahead of"
  })
  void clockIsComparedWithTheDate(long secondsAhead, Finding.Verdict verdict, String text) {
    Finding finding = clock(date(secondsAhead), null);

    assertEquals(verdict, finding.verdict(), finding::toString);
    assertTrue(finding.text().contains(text), finding::toString);
  }

  @Test
  void answerOfACacheIsOlderThanItsDate() {
    assertTrue(clock(date(-3600), "3600").isOk());
    assertTrue(clock(date(-3600), "odd").hasFailed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday"})
  void answerWithoutADateSaysNothing(String date) {
    assertEquals(Finding.Verdict.SKIPPED, clock(date, null).verdict());
  }

  private static Finding clock(String date, String age) {
    // A moment within a second, so that nothing rounds.
    Reply.Answer answer =
        age == null
            ? Replies.answer(200, "", "Date", date)
            : Replies.answer(200, "", "Date", date, "Age", age);
    return ClockReading.of(
        new Reply.Answer(200, answer.headers(), answer.body(), Instant.ofEpochSecond(2_000_000)));
  }

  private static String date(long secondsAhead) {
    return DateFormatter.format(Date.from(Instant.ofEpochSecond(2_000_000 + secondsAhead)));
  }

  @Test
  void metadataAsUsedIsWell() {
    assertEquals(
        Finding.ok("discovery", "issuer and endpoints are those that this client uses"),
        discovery(metadata()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "issuer; https://auth.pingone.eu/as; issuer is \"https://auth.pingone.eu/as\"",
        "token_endpoint; https://auth.pingone.eu/as/token; used is \"https://auth.example.com/as/tok",
        "jwks_uri; http://auth.example.com/as/jwks; jwks_uri is \"http://",
        "ping_end_idp_session_endpoint; https://auth.example.com/as/signoff; as/idpSignoff"
      })
  void otherUrlsAreNamed(String name, String url, String text) {
    Finding finding = discovery(metadata().put(name, url));

    assertTrue(finding.hasFailed(), finding::toString);
    assertTrue(finding.text().contains(text), finding::toString);
    assertTrue(finding.advice().contains("baseUrl"), finding::toString);
  }

  @Test
  void otherIssuerSaysItAll() {
    Finding finding =
        discovery(
            metadata()
                .put("issuer", "https://auth.pingone.eu/as")
                .put("token_endpoint", "https://auth.pingone.eu/as/token"));

    assertTrue(finding.hasFailed() && !finding.text().contains("token_endpoint"), finding::text);
  }

  @Test
  void listsThatLackSomethingAreNamedAndNoFailure() {
    Finding finding =
        discovery(
            metadata()
                .put("response_modes_supported", new JsonArray().add("query"))
                .put("id_token_signing_alg_values_supported", new JsonArray().add("RS256"))
                .put("code_challenge_methods_supported", "odd"));

    assertTrue(finding.isOk(), finding::toString);
    assertTrue(
        finding.text().endsWith("not listed there: pi.flow (response_modes_supported)"),
        finding::text);
  }

  @ParameterizedTest
  @CsvSource({"404, '{}'", "200, '{}'", "200, '[]'", "200, <html>", "200, '{\"issuer\":7}'"})
  void whatIsNoMetadataIsNamed(int status, String body) {
    Finding finding = DiscoveryReading.of(Replies.json(status, body), options);

    assertTrue(finding.hasFailed(), finding::toString);
    assertTrue(finding.advice().contains("environmentId"), finding::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "'', application/json, no body",
    "'', , no body",
    "x, , a body without a media type",
    "x, text/html, text/html"
  })
  void answerThatSaysNothingIsOutlined(String body, String type, String outline) {
    Reply reply =
        type == null ? Replies.answer(200, body) : Replies.answer(200, body, "Content-Type", type);

    assertTrue(
        DiscoveryReading.of(reply, options).text().endsWith("answered 200, " + outline), outline);
  }

  @ParameterizedTest
  @CsvSource({"429, Rate Limits and Allowed IPs", "503, status page"})
  void troubleOfTheServerIsNoSetting(int status, String advice) {
    Reply reply = Replies.json(status, "{}");

    for (Finding finding :
        List.of(
            DiscoveryReading.of(reply, options),
            KeySetReading.of(reply),
            ClientReading.of(reply, ClientAuthenticationMethod.CLIENT_SECRET_JWT))) {
      assertTrue(finding.advice().contains(advice), finding::toString);
    }
  }

  private static Finding discovery(JsonObject metadata) {
    return DiscoveryReading.of(Replies.json(200, metadata.encode()), options);
  }

  private static JsonObject metadata() {
    return new JsonObject()
        .put("issuer", "https://auth.example.com/as")
        .put("token_endpoint", "https://auth.example.com/as/token")
        .put("jwks_uri", "https://auth.example.com/as/jwks");
  }

  @ParameterizedTest
  @CsvSource({
    "kty, RSA, true",
    "kty, EC, false",
    "alg, RS256, true",
    "alg, RS512, false",
    "use, sig, true",
    "use, enc, false",
    "n, AQAB, false",
    "n, '!', false"
  })
  void keysForRs256AreCounted(String name, String value, boolean usable) {
    String n =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(((RSAPublicKey) SharedKey.RSA.getPublic()).getModulus().toByteArray());
    JsonObject key = new JsonObject().put("kty", "RSA").put("n", n).put("e", "AQAB");

    Finding finding =
        KeySetReading.of(
            Replies.json(
                200,
                new JsonObject()
                    .put("keys", new JsonArray().add(key.put(name, value)).add("odd"))
                    .encode()));

    assertEquals(usable, finding.isOk(), finding::toString);
    assertTrue(finding.text().startsWith("2 keys, " + (usable ? 1 : 0)), finding::toString);
  }

  @ParameterizedTest
  @CsvSource({"404, '{}'", "200, '{}'", "200, '{\"keys\":{}}'", "200, <html>"})
  void whatIsNoKeySetIsNamed(int status, String body) {
    assertTrue(KeySetReading.of(Replies.json(status, body)).hasFailed());
  }
}
