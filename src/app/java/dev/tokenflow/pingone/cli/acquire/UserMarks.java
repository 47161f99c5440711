package dev.tokenflow.pingone.cli.acquire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is known about each user by name, in at most 64 octets per user.
 *
 * <p>A user is the first 128 bits of the name's SHA-256. Shorter hashes of a million names could
 * collide, and a user would be left out. An open-addressing table with linear probing keeps them:
 * two longs and an octet per slot.
 */
final class UserMarks {
  /** What is known. */
  enum Mark {
    /** The user is in the users' file. */
    LISTED(1),
    /** The user has a line from before that stays. */
    KEPT(2),
    /** The user's sign-on began. */
    BEGUN(4);

    private final byte bit;

    Mark(int bit) {
      this.bit = (byte) bit;
    }
  }

  private static final int INITIAL_SLOTS = 1 << 10;
  private static final double MAX_LOAD = 0.8;

  private final MessageDigest sha256;
  private long[] digests = new long[2 * INITIAL_SLOTS];
  // A slot without marks is free.
  private byte[] marks = new byte[INITIAL_SLOTS];
  private int users;

  UserMarks() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      // Every Java platform has it (see MessageDigest).
      throw new IllegalStateException(absent);
    }
  }

  /** Marks a user. Returns false if the user had the mark already. */
  boolean add(String username, Mark mark) {
    ByteBuffer digest = digest(username);
    long high = digest.getLong();
    long low = digest.getLong();
    int slot = slotOf(high, low);
    if (marks[slot] == 0) {
      if (users + 1 > MAX_LOAD * marks.length) {
        grow();
        slot = slotOf(high, low);
      }
      users++;
      digests[2 * slot] = high;
      digests[2 * slot + 1] = low;
    }
    boolean added = (marks[slot] & mark.bit) == 0;
    marks[slot] |= mark.bit;
    return added;
  }

  /** Whether a user has a mark. */
  boolean has(String username, Mark mark) {
    ByteBuffer digest = digest(username);
    return (marks[slotOf(digest.getLong(), digest.getLong())] & mark.bit) != 0;
  }

  /** What the table takes, in octets. */
  long octets() {
    return 8L * digests.length + marks.length;
  }

  private ByteBuffer digest(String username) {
    return ByteBuffer.wrap(sha256.digest(username.getBytes(UTF_8)));
  }

  /** The slot that has this digest, or the free one where it belongs. */
  private int slotOf(long high, long low) {
    int mask = marks.length - 1;
    int slot = (int) low & mask;
    while (marks[slot] != 0 && (digests[2 * slot] != high || digests[2 * slot + 1] != low)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldDigests = digests;
    byte[] oldMarks = marks;
    digests = new long[2 * oldDigests.length];
    marks = new byte[2 * oldMarks.length];
    for (int old = 0; old < oldMarks.length; old++) {
      if (oldMarks[old] != 0) {
        int slot = slotOf(oldDigests[2 * old], oldDigests[2 * old + 1]);
        digests[2 * slot] = oldDigests[2 * old];
        digests[2 * slot + 1] = oldDigests[2 * old + 1];
        marks[slot] = oldMarks[old];
      }
    }
  }
}
