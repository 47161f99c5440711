package dev.tokenflow.pingone.cli.acquire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.cli.acquire.UserMarks.Mark;
import org.junit.jupiter.api.Test;

class UserMarksTest {
  private final UserMarks marks = new UserMarks();

  @Test
  void keepsEachMarkOfEachUser() {
    assertTrue(marks.add("alice", Mark.LISTED));
    assertTrue(marks.add("alice", Mark.BEGUN));
    assertFalse(marks.add("alice", Mark.LISTED));
    assertTrue(marks.add("Alice", Mark.LISTED));

    assertTrue(marks.has("alice", Mark.BEGUN));
    assertFalse(marks.has("alice", Mark.KEPT));
    assertFalse(marks.has("Alice", Mark.BEGUN));
    assertFalse(marks.has("bob", Mark.LISTED));
  }

  /** While it grows there are the old table and the new one, which is twice as large. */
  @Test
  void takesSixtyFourOctetsPerUserAtMost() {
    long before = marks.octets();
    for (int user = 1; user <= 100_000; user++) {
      assertTrue(marks.add("user-" + user, Mark.KEPT));
      long grown = marks.octets() == before ? before : before + marks.octets();
      before = marks.octets();
      if (user > 1_000) {
        long peak = grown;
        int users = user;
        assertTrue(peak <= 64L * user, () -> peak + " octets for " + users + " users");
      }
    }

    for (int user = 1; user <= 100_000; user++) {
      assertTrue(marks.has("user-" + user, Mark.KEPT));
    }
    assertEquals(before, marks.octets());
  }
}
