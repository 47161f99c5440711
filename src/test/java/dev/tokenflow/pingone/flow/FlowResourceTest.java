package dev.tokenflow.pingone.flow;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowResourceTest {

  @Test
  void readsFlowThatRequiresPassword() {
    FlowResource flow =
        read(
            """
            {"_links":{
               "self":{"href":"https://auth.example.com/flows/flow-1"},
               "signOnPage":{"href":"https://apps.example.com/signon"},
               "curies":[{"href":"https://docs.example.com/{rel}","name":"p1"}],
               "p1:more":{"href":"https://auth.example.com/flows/flow-1"},
               "usernamePassword.check":{"href":"https://auth.example.com/flows/flow-1"},
               "password.forgot":[{"href":"https://auth.example.com/flows/flow-1","new":true}],
               "user.register":null},
             "id":"flow-1","session":{"id":"session-1"},"environment":{"id":"environment-1"},
             "resumeUrl":"https://auth.example.com/as/resume?flowId=flow-1",
             "status":"USERNAME_PASSWORD_REQUIRED",
             "createdAt":"2026-03-01T12:00:00.000Z","expiresAt":"2026-03-01T12:15:00.000Z",
             "_embedded":{"application":{"name":"An app"}}}""");

    assertEquals("flow-1", flow.id());
    assertEquals("USERNAME_PASSWORD_REQUIRED", flow.status());
    assertEquals(Instant.parse("2026-03-01T12:15:00Z"), flow.expiry());
    assertEquals(
        List.of("usernamePassword.check", "password.forgot", "user.register"), flow.actions());
  }

  @Test
  void readsAuthorizeResponse() {
    FlowResource flow =
        read(
            """
            {"id":"flow-1","status":"COMPLETED",
             "authorizeResponse":{"code":"the-code","state":"the-state","new":1}}""");

    assertEquals("the-code", flow.code());
    assertEquals("the-state", flow.state());
  }

  @Test
  void readsErrorOfFailedFlow() {
    FlowResource flow =
        read(
            """
            {"id":"flow-1","status":"FAILED",
             "error":{"code":"PASSWORD_LOCKED_OUT","message":"Too often","new":1}}""");

    assertEquals("PASSWORD_LOCKED_OUT", requireNonNull(flow.error()).code());
    assertEquals("Too often", flow.error().description());
  }

  @Test
  void requiresOnlyIdAndStatus() {
    FlowResource flow = read("{\"id\":\"flow-1\",\"status\":\"COMPLETED\"}");

    assertEquals(new FlowResource("flow-1", "COMPLETED", null, List.of(), null, null, null), flow);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'environment':{},'status':'FAILED','error':{'code':'login_required'}} | FAILED",
        "{'environment':{},'error':{'code':'server_error'}} | FAILED",
        "{'error':'access_denied','error_description':'No'} | FAILED",
        "{'authorizeResponse':{'error':'access_denied','state':'the-state'}} | FAILED",
        "{'status':'COMPLETED','authorizeResponse':{'error':'access_denied'}} | FAILED",
        "{'authorizeResponse':{'code':'the-code','state':'the-state'}} | COMPLETED",
        "{'id':'','status':'','authorizeResponse':{'code':'the-code'}} | COMPLETED"
      })
  void readsFlowThatIsOverWithoutId(String json, String status) {
    FlowResource flow = read(json.replace('\'', '"'));

    assertEquals(status, flow.status());
    assertEquals("", flow.id());
    assertEquals(status.equals("FAILED"), flow.error() != null);
    assertEquals(status.equals("COMPLETED"), flow.code() != null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'interactionId':'1','interactionToken':'2','_links':{'next':{'href':'x'}}}",
        "{'id':'1','connectorId':'c','capabilityName':'customHTMLTemplate'}"
      })
  void saysThatThePolicyIsOneOfDaVinci(String json) {
    StepFailure failure = StepFailures.of(() -> read(json.replace('\'', '"')));

    assertEquals(ErrorCode.ACTION_UNSUPPORTED, failure.error());
    assertTrue(failure.description().contains("DaVinci"), failure.description());
    assertTrue(failure.description().endsWith("acr_values"), failure.description());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'_links':[]",
        "'_links':'none'",
        "'_links':{'otp.check':7}",
        "'resumeUrl':{}",
        "'resumeUrl':''",
        "'expiresAt':{}",
        "'expiresAt':7",
        "'authorizeResponse':'the-code'",
        "'authorizeResponse':{'code':{}}",
        "'error':7",
        "'error':[]",
        "'error_description':{}",
        "'_embedded':7",
        "'session':'none'"
      })
  void passesOverFieldOfAnotherType(String field) {
    FlowResource flow =
        read(("{'id':'flow-1','status':'OTP_REQUIRED'," + field + "}").replace('\'', '"'));

    assertEquals("OTP_REQUIRED", flow.status());
    assertNull(flow.code());
    assertNull(flow.expiry());
  }

  @ParameterizedTest
  @ValueSource(strings = {"OTP\\nREQUIRED", "OTP\\u202eREQUIRED", " ", "OTP REQUIRED"})
  void rejectsStatusThatIsNoName(String status) {
    refusal("{'id':'flow-1','status':'" + status + "'}");
  }

  @Test
  void rejectsStatusOfMoreThan100Characters() {
    refusal("{'id':'flow-1','status':'" + "S".repeat(101) + "'}");
  }

  @Test
  void considersFourKiBOfLinks() {
    String links =
        IntStream.range(10, 99)
            .mapToObj(number -> "\"" + "a".repeat(98) + number + "\":{}")
            .collect(Collectors.joining(","));

    assertEquals(
        40,
        read("{\"id\":\"flow-1\",\"status\":\"OTP_REQUIRED\",\"_links\":{" + links + "}}")
            .actions()
            .size());
  }

  @Test
  void considersAHundredLinks() {
    String links =
        IntStream.range(0, 5000)
            .mapToObj(number -> "\"a" + number + "\":{}")
            .collect(Collectors.joining(","));

    assertEquals(
        100,
        read("{\"id\":\"flow-1\",\"status\":\"OTP_REQUIRED\",\"_links\":{" + links + "}}")
            .actions()
            .size());
  }

  @Test
  void ignoresUnreadableExpiry() {
    assertNull(
        read("{\"id\":\"flow-1\",\"status\":\"COMPLETED\",\"expiresAt\":\"soon\"}").expiry());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'../as/token','status':'COMPLETED'}",
        "{'id':'flow/1','status':'COMPLETED'}",
        "{'id':'flow-1?x=1','status':'COMPLETED'}",
        "{'id':'flow 1','status':'COMPLETED'}",
        "{'id':'flow~1','status':'COMPLETED'}",
        "{'id':'flow-1\\n','status':'COMPLETED'}"
      })
  void rejectsIdThatDoesNotFitIntoUrl(String json) {
    assertEquals(
        "the flow's id is not 1 to 128 letters, digits, '.', '_' or '-'",
        refusal(json).description());
  }

  @Test
  void rejectsIdOfMoreThan128Characters() {
    assertEquals("f".repeat(128), read(openWithId("f".repeat(128))).id());
    refusal(openWithId("f".repeat(129)));
  }

  private static String openWithId(String id) {
    return "{\"id\":\"" + id + "\",\"status\":\"OTP_REQUIRED\"}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'status':'COMPLETED'}",
        "{'id':null,'status':'COMPLETED'}",
        "{'id':'','status':'COMPLETED'}"
      })
  void rejectsMissingId(String json) {
    assertEquals("the flow has no id", refusal(json).description());
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void rejectsIdThatChangesThePath(String id) {
    refusal("{'id':'" + id + "','status':'COMPLETED'}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'id':'flow-1'}", "{'id':'flow-1','status':''}", "{'id':'flow-1','status':[]}"})
  void rejectsMissingStatus(String json) {
    assertEquals("the flow has no status", refusal(json).description());
  }

  @Test
  void showsNeitherIdNorLinksNorCode() {
    String shown =
        read("""
                {"id":"flow-1","status":"COMPLETED","_links":{"self":{"href":"https://x/y"}},
                 "authorizeResponse":{"code":"the-code"}}""")
            .toString();

    assertEquals("FlowResource[COMPLETED, actions=[]]", shown);
  }

  @Test
  void joinsEmbeddedAndTopLevelDetails() {
    JsonObject details =
        details(
            """
            {'id':'flow-1','status':'ASSERTION_REQUIRED','session':{'id':'session-1'},
             '_links':{'self':{}},'resumeUrl':'/','authorizeResponse':{'code':'the-code'},
             'new':[1],'devices':'not these',
             '_embedded':{'devices':[{'id':'device-1','type':'FIDO2'}],
               'id':'1','session':{},'_links':{},'resumeUrl':'/'},
             'selectedDevice':{'id':'device-1'},'publicKeyCredentialRequestOptions':'{}'}""");

    assertEquals(
        new JsonObject(
            """
            {"status":"ASSERTION_REQUIRED",
             "devices":[{"id":"device-1","type":"FIDO2"}],"new":[1],
             "selectedDevice":{"id":"device-1"},"publicKeyCredentialRequestOptions":"{}"}"""),
        details);
  }

  @Test
  void hasNoDetailsWithoutTheirFields() {
    assertEquals(new JsonObject(), details("{'id':'flow-1','_embedded':7}"));
  }

  private static JsonObject details(String json) {
    return FlowResource.stepDetails(answer(Step.ACTION, 200).json(json.replace('\'', '"')).build());
  }

  private static FlowResource read(String json) {
    return FlowResource.parse(answer(Step.AUTHORIZE, 200).json(json).build(), "");
  }

  private static StepFailure refusal(String json) {
    StepFailure failure = StepFailures.of(() -> read(json.replace('\'', '"')));
    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals(Step.AUTHORIZE, failure.step());
    return failure;
  }
}
