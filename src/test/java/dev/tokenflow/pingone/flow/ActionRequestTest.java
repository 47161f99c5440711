package dev.tokenflow.pingone.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.message.FlowAction;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActionRequestTest {
  private static final Cookies COOKIES = Cookies.NONE.renewedBy(List.of("ST=secret-st"));

  @Test
  void actionWithInputHasItsMediaTypeAndTheInputAsItsBody() {
    JsonObject input = new JsonObject().put("shoeSize", new JsonObject().put("eu", 42));

    Request request = ActionRequest.of("/flows/1", new FlowAction("user.measure", input), COOKIES);

    assertEquals(HttpMethod.POST, request.method());
    assertEquals("/flows/1", request.target());
    assertEquals("application/vnd.pingidentity.user.measure+json", request.contentType());
    assertEquals(input, new JsonObject(request.body()));
    assertEquals("ST=secret-st", request.cookies().header());
  }

  @Test
  void actionWithoutInputHasAnotherMediaTypeAndNoBody() {
    Request request = ActionRequest.of("/flows/1", FlowAction.sendRecoveryCode(), COOKIES);

    assertEquals("application/vnd.pingidentity.password.sendRecoveryCode", request.contentType());
    assertEquals(0, request.body().length());
  }

  @Test
  void emptyInputIsInput() {
    Request request =
        ActionRequest.of("/flows/1", new FlowAction("user.confirm", new JsonObject()), COOKIES);

    assertEquals("application/vnd.pingidentity.user.confirm+json", request.contentType());
    assertEquals("{}", request.body().toString());
  }

  @Test
  void everyValueIsASecretButTheUserName() {
    JsonObject input =
        new JsonObject()
            .put("username", "alice")
            .put("newPassword", "a \"new\" one")
            .put("otp", 246810)
            .put("more", new JsonArray().add(new JsonObject().put("recoveryCode", "r-1")));

    Request request = ActionRequest.of("/flows/1", new FlowAction("some.action", input), COOKIES);

    assertTrue(
        Set.copyOf(request.secrets())
            .containsAll(
                Set.of("a \"new\" one", "a \\\"new\\\" one", "246810", "r-1", "secret-st")));
    assertTrue(!request.secrets().contains("alice"));
  }
}
