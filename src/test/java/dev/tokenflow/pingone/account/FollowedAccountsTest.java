package dev.tokenflow.pingone.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An instance answers for an account that another one keeps. */
class FollowedAccountsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final AccountCopies copies = new AccountCopies();
  private final List<AccountRequest> asked = new ArrayList<>();
  private final Promise<Tokens> keeper = Promise.promise();
  private final FollowedAccounts accounts =
      new FollowedAccounts(
          Set.of("nightly"),
          copies,
          (request, deadline) -> {
            asked.add(request);
            return keeper.future();
          });

  @Test
  void answersFromTheKeepersCopyWithTheLifetimeThatIsLeft() {
    receive(new AccountCopy("nightly", tokens("t1"), Duration.ofMinutes(10)));

    Tokens answer = current("nightly", null).result();

    assertEquals("t1", answer.accessToken());
    long left = answer.expiresIn().toSeconds();
    assertTrue(left <= 3000 && left > 2900, () -> left + " s");
    assertEquals(List.of(), asked);
  }

  @Test
  void asksTheKeeperWithoutACopy() {
    Future<Tokens> first = current("nightly", null);
    keeper.complete(tokens("t1"));

    assertEquals("t1", first.result().accessToken());
    assertEquals("t1", current("nightly", null).result().accessToken());
    assertEquals(1, asked.size(), "its answer is a copy");
  }

  @Test
  void asksTheKeeperOnceTheCopyHasExpired() {
    receive(new AccountCopy("nightly", tokens("t1"), HOUR));

    current("nightly", null);
    assertEquals(1, asked.size());
  }

  @Test
  void tellsTheKeeperWhichTokenAnApiRefused() {
    receive(new AccountCopy("nightly", tokens("t1"), Duration.ZERO));

    current("nightly", "t1");
    assertEquals("t1", asked.get(0).refusedToken());
    assertEquals("t1", current("nightly", "t0").result().accessToken());
  }

  @Test
  void rejectsAnUnknownName() {
    assertEquals(ErrorCode.INVALID_REQUEST, StepFailures.of(current("nobody's", null)).error());
  }

  @Test
  void copyHasNoRefreshToken() {
    List<AccountCopy> sent = new ArrayList<>();
    copies.sendTo(sent::add);
    copies.acquired("nightly", new FreshTokens(tokens("t1"), Moment.now()));

    JsonObject message = sent.get(0).toJson();

    assertEquals("t1", message.getJsonObject("tokens").getString("access_token"));
    assertNull(message.getJsonObject("tokens").getString("refresh_token"));
    assertEquals(sent.get(0).account(), AccountCopy.fromJson(message).account());
    assertNull(copies.all().get(0).tokens().refreshToken());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"account\":\"nightly\",\"age_ms\":0}",
        "{\"account\":\"nightly\",\"age_ms\":\"0\",\"tokens\":{}}",
        "{\"account\":\"nightly\",\"age_ms\":0,\"tokens\":{}}"
      })
  void foreignMessageIsNoCopy(String message) {
    assertNull(AccountCopy.fromJson(new JsonObject(message)));
    assertNull(AccountCopy.fromJson(message));
    assertNull(AccountCopy.fromJson(null));
  }

  /** Or its tokens would be valid for longer than their lifetime. */
  @Test
  void copyFromTheFutureIsNone() {
    JsonObject message = new AccountCopy("nightly", tokens("t1"), Duration.ZERO).toJson();

    assertNull(AccountCopy.fromJson(message.put("age_ms", -1)));
    assertNull(AccountCopy.fromJson(message.put("age_ms", Long.MIN_VALUE)));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 1_000_000})
  void copyOfAnyAgeHasExpired(long age) {
    JsonObject message = new AccountCopy("nightly", tokens("t1"), Duration.ZERO).toJson();

    copies.receive(AccountCopy.fromJson(message.put("age_ms", age)));

    current("nightly", null);
    assertEquals(1, asked.size());
  }

  private void receive(AccountCopy copy) {
    copies.receive(AccountCopy.fromJson(copy.toJson()));
  }

  private Future<Tokens> current(String account, String refused) {
    return accounts.current(
        new AccountRequest(account, refused, null), Deadline.in(Duration.ofSeconds(5)));
  }

  private static Tokens tokens(String accessToken) {
    return new Tokens(
        accessToken,
        "Bearer",
        HOUR,
        Instant.now().plus(HOUR),
        "openid",
        null,
        "r1",
        new JsonObject().put("sub", "alice-id"),
        "alice",
        "c-1");
  }
}
