package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowActionTest {

  static Stream<Arguments> documentedActions() {
    return Stream.of(
        action(FlowAction.checkOneTimePasscode("1"), "otp.check", "{'otp':'1'}"),
        action(FlowAction.selectDevice("d"), "device.select", "{'device':{'id':'d'}}"),
        action(
            FlowAction.resetPassword("old", "new"),
            "password.reset",
            "{'currentPassword':'old','newPassword':'new'}"),
        action(FlowAction.forgotPassword("alice"), "password.forgot", "{'username':'alice'}"),
        action(
            FlowAction.recoverPassword("1", "new"),
            "password.recover",
            "{'recoveryCode':'1','newPassword':'new'}"),
        action(FlowAction.sendRecoveryCode(), "password.sendRecoveryCode", null),
        action(FlowAction.lookUpUser("alice"), "user.lookup", "{'username':'alice'}"),
        action(
            FlowAction.checkUsernamePassword("alice", "old"),
            "usernamePassword.check",
            "{'username':'alice','password':'old'}"),
        action(FlowAction.verifyUser("1"), "user.verify", "{'verificationCode':'1'}"),
        action(FlowAction.sendVerificationCode(), "user.sendVerificationCode", null),
        action(FlowAction.consent(true), "user.consent", "{'accept':true}"),
        action(
            FlowAction.updateProfile(new JsonObject().put("nickname", "Al")),
            "user.update",
            "{'nickname':'Al'}"),
        action(
            FlowAction.registerUser("carol", "carol@example.com", "new"),
            "user.register",
            "{'username':'carol','email':'carol@example.com','password':'new'}"),
        action(
            FlowAction.registerUser(
                "carol",
                "carol@example.com",
                "new",
                JsonObject.of("name", JsonObject.of("given", "Carol"), "password", "other")),
            "user.register",
            "{'name':{'given':'Carol'},'password':'new','username':'carol',"
                + "'email':'carol@example.com'}"),
        action(FlowAction.confirmAccount(), "user.confirm", null),
        action(
            FlowAction.acceptInvite("1", "new"),
            "user.acceptInvite",
            "{'inviteCode':'1','password':'new','accept':true}"),
        action(
            FlowAction.checkAssertion("https://app.example.com", "{}"),
            "assertion.check",
            "{'origin':'https://app.example.com','assertion':'{}','compatibility':'FULL'}"),
        action(FlowAction.cancelPush(), "cancel.push.authentication", "{'reason':'CHANGE_DEVICE'}"),
        action(FlowAction.resetSession(), "session.reset", null));
  }

  private static Arguments action(FlowAction action, String name, String input) {
    return Arguments.of(
        action, name, input == null ? null : new JsonObject(input.replace('\'', '"')));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("documentedActions")
  void hasThisNameAndInput(FlowAction action, String name, JsonObject input) {
    assertEquals(new FlowAction(name, input), action);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("documentedActions")
  void omitsTheInputFromItsText(FlowAction action, String name) {
    assertEquals("FlowAction[" + name + "]", action.toString());
  }

  @Test
  void leavesTheAttributesOfARegistrationAlone() {
    JsonObject attributes = JsonObject.of("nickname", "Al");

    FlowAction.registerUser("carol", "carol@example.com", "new", attributes);

    assertEquals(JsonObject.of("nickname", "Al"), attributes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "otp check",
        "otp/check",
        "otp.",
        "otp.check\r\nCookie: a=b",
        "otp.check+json"
      })
  void rejectsANameThatDoesNotFitIntoAMediaType(String name) {
    assertThrows(IllegalArgumentException.class, () -> FlowAction.of(name));
  }
}
