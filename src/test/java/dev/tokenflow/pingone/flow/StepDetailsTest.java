package dev.tokenflow.pingone.flow;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class StepDetailsTest {
  @Test
  void whatIsEmbeddedAndWhatStandsBesideItIsOneObject() {
    JsonObject details =
        read(
            """
            {'id':'flow-1','status':'ASSERTION_REQUIRED',
             '_embedded':{'devices':[{'id':'device-1','type':'FIDO2'}]},
             'selectedDevice':{'id':'device-1'},'publicKeyCredentialRequestOptions':'{}'}""");

    assertEquals(
        new JsonObject(
            json(
                """
                {'devices':[{'id':'device-1','type':'FIDO2'}],
                 'selectedDevice':{'id':'device-1'},'publicKeyCredentialRequestOptions':'{}'}""")),
        details);
  }

  @Test
  void flowThatTellsNothingHasNoDetails() {
    assertEquals(new JsonObject(), read("{'id':'flow-1','status':'SOMETHING_NEW'}"));
  }

  @Test
  void wrongTypeIsRefusedByTheNameOfTheField() {
    StepFailure failure = StepFailures.of(() -> read("{'_embedded':7}"));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("the JSON field '_embedded' has an unexpected type", failure.description());
  }

  private static JsonObject read(String flow) {
    return StepDetails.of(answer(Step.ACTION, 200).json(json(flow)).build());
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
