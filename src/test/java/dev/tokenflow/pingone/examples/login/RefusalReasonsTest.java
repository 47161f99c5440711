package dev.tokenflow.pingone.examples.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.message.Failure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalReasonsTest {

  @Test
  void namesEachRequirement() {
    JsonObject inner =
        JsonObject.of(
            "unsatisfiedRequirements",
            JsonArray.of("history", "moon", "other"),
            "moon",
            "Must rhyme with moon.");

    assertEquals(
        List.of("You have used this password before.", "Must rhyme with moon.", "other"),
        reasons("INVALID_VALUE", "newPassword", "For a developer.", inner));
  }

  @Test
  void saysWhatIsTaken() {
    assertEquals(
        List.of("This user name is taken. Choose another one."),
        reasons("UNIQUENESS_VIOLATION", "username", "Must be unique.", null));
    assertEquals(
        List.of("This e-mail address is registered already."),
        reasons("UNIQUENESS_VIOLATION", "email", null, null));
  }

  @Test
  void repeatsPingOneOtherwise() {
    assertEquals(
        List.of("Must be an address."),
        reasons("INVALID_VALUE", "email", "Must be an address.", null));
    assertEquals(List.of(), reasons("INVALID_VALUE", null, null, new JsonObject()));
  }

  private static List<String> reasons(
      String code, String target, String message, JsonObject inner) {
    return RefusalReasons.of(List.of(new Failure.Detail(code, target, message, inner)));
  }
}
