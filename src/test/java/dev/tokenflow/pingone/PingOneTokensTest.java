package dev.tokenflow.pingone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PingOneTokensTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  @AfterAll
  static void close() {
    VERTX.close().await();
  }

  @ParameterizedTest
  @MethodSource("callsWithNull")
  void namesTheParameterThatIsNull(String parameter, Consumer<PingOneTokens> call) {
    PingOneTokens tokens = PingOneTokens.overEventBus(VERTX);

    assertEquals(
        parameter,
        assertThrows(NullPointerException.class, () -> call.accept(tokens)).getMessage());
  }

  static Stream<Arguments> callsWithNull() {
    return Stream.of(
        call("signOn", tokens -> tokens.signOn(null)),
        call("request", tokens -> tokens.authorize(null)),
        call("continuation", tokens -> tokens.continueFlow(null)),
        call("request", tokens -> tokens.clientCredentials(null)),
        call("refresh", tokens -> tokens.refresh(null)),
        call("request", tokens -> tokens.account(null)),
        call("token", tokens -> tokens.introspect(null)),
        call("token", tokens -> tokens.revoke(null)),
        call("request", tokens -> tokens.signOff(null)),
        call("request", tokens -> tokens.userInfo(null)),
        call("account", tokens -> tokens.bearer(null)),
        call("vertx", tokens -> PingOneTokens.overEventBus(null)),
        call("address", tokens -> PingOneTokens.overEventBus(VERTX, null, TIMEOUT)),
        call("timeout", tokens -> PingOneTokens.overEventBus(VERTX, "pingone", null)),
        call("vertx", tokens -> PingOneTokens.direct(null, null)),
        call("options", tokens -> PingOneTokens.direct(VERTX, null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0009S"})
  void namesATimeoutThatIsTooShort(Duration timeout) {
    assertEquals(
        "timeout is " + timeout + ", expected 1 ms at least",
        assertThrows(
                IllegalArgumentException.class,
                () -> PingOneTokens.overEventBus(VERTX, "pingone", timeout))
            .getMessage());
  }

  private static Arguments call(String parameter, Consumer<PingOneTokens> call) {
    return arguments(parameter, call);
  }
}
