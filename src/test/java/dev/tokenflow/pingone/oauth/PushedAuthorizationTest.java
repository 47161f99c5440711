package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.AuthorizationRequest.Prepared;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushedAuthorizationTest {

  /** RFC 9126 section 2.2 specifies 201; a 200 is accepted, too. */
  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void refersToThePushedRequest(int status) {
    Prepared prepared = parse(status, "{\"request_uri\":\"urn:x:1\",\"expires_in\":60}");

    assertEquals("client_id=the-client&request_uri=urn%3Ax%3A1", prepared.forms().get().encoded());
    assertEquals(RequestKind.AUTHORIZE_PUSHED, prepared.kind());
    assertEquals(List.of("urn:x:1"), prepared.forms().get().secrets());
    assertFalse(prepared.toString().contains("urn:x:1"), prepared.toString());
  }

  @Test
  void pushesTheParameters() {
    Form form = new Form().with("client_id", "the-client").withSecret("request", "a.b.c");

    EndpointRequest<Prepared> request =
        PushedAuthorization.request(new Prepared(form, RequestKind.AUTHORIZE), "the-client");

    assertEquals("client_id=the-client&request=a.b.c", request.form().encoded());
    assertEquals(List.of("a.b.c"), request.form().secrets());
    assertEquals(RequestKind.PUSH_AUTHORIZATION, request.kind());
  }

  /** A server refuses a request object whose {@code jti} it has seen (RFC 9101 section 10.8). */
  @Test
  void makesTheParametersOfEachAttemptAfresh() {
    AtomicInteger attempts = new AtomicInteger();
    Prepared pushed =
        new Prepared(
            () -> new Form().with("request", "jwt-" + attempts.incrementAndGet()),
            RequestKind.AUTHORIZE);

    EndpointRequest<Prepared> request = PushedAuthorization.request(pushed, "the-client");

    assertEquals("request=jwt-1", request.form().encoded());
    assertEquals("request=jwt-2", request.form().encoded());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"request_uri\":\" \"}", "{\"request_uri\":null}", "{\"request_uri\":7}"})
  void rejectsAnswerWithoutRequestUri(String body) {
    StepFailure failure = StepFailures.of(() -> parse(201, body));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("the pushed authorization response has no request_uri", failure.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'60'", "null", "[]", "-1", "1e999999999"})
  void ignoresExpiresIn(String expiresIn) {
    String body = "{'request_uri':'urn:x:1','expires_in':" + expiresIn + "}";

    assertEquals(List.of("urn:x:1"), parse(201, body.replace('\'', '"')).forms().get().secrets());
  }

  @Test
  void reportsErrorCodeWithStatus201() {
    StepFailure failure = StepFailures.of(() -> parse(201, "{\"error\":\"invalid_scope\"}"));

    assertEquals(ErrorCode.INVALID_SCOPE, failure.error());
  }

  @Test
  void reportsErrorCode() {
    StepFailure failure = StepFailures.of(() -> parse(400, "{\"error\":\"invalid_scope\"}"));

    assertEquals(ErrorCode.INVALID_SCOPE, failure.error());
    assertEquals(Step.AUTHORIZE, failure.step());
  }

  private static Prepared parse(int status, String body) {
    return PushedAuthorization.parseResponse(
        answer(Step.AUTHORIZE, status).json(body).build(), "the-client");
  }
}
