package dev.tokenflow.pingone.examples.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottleTest {
  private static final Throttle.Key ALICE = Throttle.Key.of("alice", "192.0.2.1");

  private Instant now = Instant.EPOCH;
  private final Throttle throttle =
      new Throttle(
          LoginOptions.of("https://login.example.com").withWindow(Duration.ofMinutes(10)),
          () -> now);

  private void fail(Throttle.Key key, int times) {
    for (int time = 0; time < times; time++) {
      assertNull(throttle.begin(key), key::toString);
    }
  }

  @Test
  void refusesAfterTooManyFailuresUntilTheWindowEnds() {
    fail(ALICE, 1);
    now = now.plusSeconds(60);
    fail(ALICE, 4);

    assertEquals(Duration.ofMinutes(10), throttle.begin(ALICE));
    assertEquals(Duration.ofMinutes(10), throttle.begin(Throttle.Key.of("alice", "192.0.2.2")));
    assertNull(throttle.begin(Throttle.Key.of("bob", "192.0.2.1")));
    now = now.plus(Duration.ofMinutes(10));
    assertNull(throttle.begin(ALICE));
  }

  @Test
  void limitsAnAddressOverAllUsers() {
    for (int user = 0; user < 100; user++) {
      fail(Throttle.Key.of("user-" + user, "192.0.2.1"), 1);
    }

    assertNotNull(throttle.begin(ALICE));
    assertNotNull(throttle.begin(Throttle.Key.of(null, "192.0.2.1")));
    assertNull(throttle.begin(Throttle.Key.of("alice", "192.0.2.2")));
  }

  @Test
  void countsNoSuccess() {
    for (int time = 0; time < 200; time++) {
      fail(ALICE, 1);
      throttle.takeBack(ALICE);
    }
  }

  /** Names that are too long for PingOne, for example, cost nothing and are never at an end. */
  @Test
  void keepsAllFailuresWhateverIsTakenBack() {
    fail(ALICE, 5);

    for (int user = 0; user < 10_000; user++) {
      Throttle.Key other = Throttle.Key.of("user-" + user, "192.0.2.2");
      fail(other, 1);
      throttle.takeBack(other);
    }

    assertNotNull(throttle.begin(ALICE));
  }

  /** Whoever has the password must not get new tries at the second factor by giving it again. */
  @Test
  void forgetsFailuresOnlyWhenTheUserIsSignedOn() {
    fail(ALICE, 4);
    fail(ALICE, 1);
    throttle.takeBack(ALICE);
    fail(ALICE, 1);
    assertNotNull(throttle.waitOf(ALICE));

    throttle.forget(ALICE);

    fail(ALICE, 5);
  }

  @Test
  void countsMessagesApart() {
    fail(ALICE.apart(Throttle.MESSAGES), 5);

    assertNotNull(throttle.begin(ALICE.apart(Throttle.MESSAGES)));
    fail(ALICE, 5);
  }

  @ParameterizedTest
  @CsvSource({
    "alice, 192.0.2.1, ' Alice ', 192.0.2.9",
    ", 2001:db8:1:2:3:4:5:6, , 2001:db8:1:2:0:0:0:1"
  })
  void knowsAnotherSpelling(String user, String address, String otherUser, String otherAddress) {
    Throttle.Key one = Throttle.Key.of(user, address);
    Throttle.Key other = Throttle.Key.of(otherUser, otherAddress);

    assertEquals(one.user(), other.user());
    if (user == null) {
      assertEquals(one.address(), other.address());
    }
  }

  @Test
  void tellsNamesApartThatOnlyLookAlike() {
    assertNotEquals(ALICE.user(), Throttle.Key.of("ａlice", "192.0.2.1").user());
  }

  @Test
  void keepsABoundedNumberOfCounts() {
    FailureCounts counts = new FailureCounts(1, Duration.ofMinutes(1), () -> now);
    counts.add("first");
    for (int key = 0; key < 9_999; key++) {
      counts.add("key-" + key);
    }
    assertNotNull(counts.waitOf("first"), "all are counted");

    counts.add("one more");

    assertNull(counts.waitOf("key-0"), "the one that was not seen for longest");
    assertNotNull(counts.waitOf("first"));
  }
}
