package dev.tokenflow.pingone.flow;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowResourceTest {
  private static final String FLOW_URL = "https://auth.example.com/flows/flow-1";

  @Test
  void readsFlowThatRequiresPassword() {
    FlowResource flow =
        read(
            """
            {"_links":{
               "self":{"href":"https://auth.example.com/flows/flow-1"},
               "usernamePassword.check":{"href":"https://auth.example.com/flows/flow-1"},
               "password.forgot":{"href":"https://auth.example.com/flows/flow-1","new":true}},
             "id":"flow-1","session":{"id":"session-1"},"environment":{"id":"environment-1"},
             "resumeUrl":"https://auth.example.com/as/resume?flowId=flow-1",
             "status":"USERNAME_PASSWORD_REQUIRED",
             "createdAt":"2026-03-01T12:00:00.000Z","expiresAt":"2026-03-01T12:15:00.000Z",
             "_embedded":{"application":{"name":"An app"}}}""");

    assertEquals("flow-1", flow.id());
    assertEquals("USERNAME_PASSWORD_REQUIRED", flow.status());
    assertEquals("https://auth.example.com/as/resume?flowId=flow-1", flow.resumeUrl());
    assertEquals(Instant.parse("2026-03-01T12:15:00Z"), flow.expiry());
    assertEquals(List.of("usernamePassword.check", "password.forgot"), flow.actions());
    assertEquals(FLOW_URL, flow.href("usernamePassword.check"));
  }

  @Test
  void readsAuthorizeResponse() {
    FlowResource flow =
        read(
            """
            {"id":"flow-1","status":"COMPLETED",
             "authorizeResponse":{"code":"the-code","state":"the-state","new":1}}""");

    assertEquals(
        new FlowResource.AuthorizeResponse("the-code", "the-state"), flow.authorizeResponse());
  }

  @Test
  void readsErrorOfFailedFlow() {
    FlowResource flow =
        read(
            """
            {"id":"flow-1","status":"FAILED",
             "error":{"code":"PASSWORD_LOCKED_OUT","message":"Too often","new":1}}""");

    assertEquals(new FlowResource.FlowError("PASSWORD_LOCKED_OUT", "Too often"), flow.error());
  }

  @Test
  void requiresOnlyIdAndStatus() {
    FlowResource flow = read("{\"id\":\"flow-1\",\"status\":\"COMPLETED\"}");

    assertEquals(new FlowResource("flow-1", "COMPLETED", null, null, null, null, null), flow);
    assertEquals(List.of(), flow.actions());
    assertNull(flow.href("usernamePassword.check"));
    assertNull(flow.expiry());
  }

  @Test
  void readsLinkWithoutTargetAsActionWithoutUrl() {
    FlowResource flow =
        read(
            """
            {"id":"flow-1","status":"OTP_REQUIRED","_links":{"otp.check":null,"push":{}}}""");

    assertEquals(List.of("otp.check", "push"), flow.actions());
    assertNull(flow.href("otp.check"));
    assertNull(flow.href("push"));
  }

  @Test
  void ignoresUnreadableExpiry() {
    assertNull(
        read("{\"id\":\"flow-1\",\"status\":\"COMPLETED\",\"expiresAt\":\"soon\"}").expiry());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'status':'COMPLETED'}",
        "{'id':null,'status':'COMPLETED'}",
        "{'id':'','status':'COMPLETED'}",
        "{'id':'../as/token','status':'COMPLETED'}",
        "{'id':'flow/1','status':'COMPLETED'}",
        "{'id':'flow-1?x=1','status':'COMPLETED'}",
        "{'id':'flow 1','status':'COMPLETED'}",
        "{'id':'flow-1\\n','status':'COMPLETED'}"
      })
  void rejectsIdThatDoesNotFitIntoUrl(String json) {
    assertEquals(
        "the flow has no id, or one that does not fit into a URL", refusal(json).description());
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'resumeUrl':{}",
        "'_links':[]",
        "'_links':{'otp.check':7}",
        "'authorizeResponse':'the-code'",
        "'error':'no'"
      })
  void fieldOfWrongTypeIsAsAbsent(String field) {
    FlowResource flow =
        read(("{'id':'flow-1','status':'COMPLETED'," + field + "}").replace('\'', '"'));

    assertEquals("COMPLETED", flow.status());
    assertNull(flow.resumeUrl());
    assertNull(flow.href("otp.check"));
    assertNull(flow.authorizeResponse());
    assertNull(flow.error());
  }

  @Test
  void showsNeitherIdNorLinksNorCode() {
    String shown =
        read("""
                {"id":"flow-1","status":"COMPLETED","_links":{"self":{"href":"https://x/y"}},
                 "authorizeResponse":{"code":"the-code"}}""")
            .toString();

    assertEquals("FlowResource[COMPLETED, actions=[]]", shown);
    assertFalse(new FlowResource.AuthorizeResponse("the-code", null).toString().contains("code"));
  }

  @Test
  void joinsEmbeddedAndTopLevelDetails() {
    JsonObject details =
        details(
            """
            {'id':'flow-1','status':'ASSERTION_REQUIRED',
             '_embedded':{'devices':[{'id':'device-1','type':'FIDO2'}]},
             'selectedDevice':{'id':'device-1'},'publicKeyCredentialRequestOptions':'{}'}""");

    assertEquals(
        new JsonObject(
            """
            {"devices":[{"id":"device-1","type":"FIDO2"}],
             "selectedDevice":{"id":"device-1"},"publicKeyCredentialRequestOptions":"{}"}"""),
        details);
  }

  @Test
  void hasNoDetailsWithoutTheirFields() {
    assertEquals(new JsonObject(), details("{'id':'flow-1','status':'SOMETHING_NEW'}"));
  }

  private static JsonObject details(String json) {
    return FlowResource.stepDetails(answer(Step.ACTION, 200).json(json.replace('\'', '"')).build());
  }

  private static FlowResource read(String json) {
    return FlowResource.parse(answer(Step.AUTHORIZE, 200).json(json).build());
  }

  private static StepFailure refusal(String json) {
    StepFailure failure = StepFailures.of(() -> read(json.replace('\'', '"')));
    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals(Step.AUTHORIZE, failure.step());
    return failure;
  }
}
