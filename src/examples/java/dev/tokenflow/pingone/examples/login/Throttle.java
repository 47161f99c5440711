package dev.tokenflow.pingone.examples.login;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Limits the wrong tries of a user name and of an address (OWASP, Authentication: Login
 * Throttling). It does not know which users exist, so both look alike. Safe to use from several
 * event loops; in a cluster each process counts for itself, unless the counts move to a store that
 * all share.
 */
final class Throttle {
  /** What is counted of the messages that a user is sent. */
  static final String MESSAGES = "messages";

  private final FailureCounts users;
  private final FailureCounts addresses;

  Throttle(LoginOptions options, InstantSource clock) {
    this.users = new FailureCounts(options.failuresPerUser(), options.window(), clock);
    this.addresses = new FailureCounts(options.failuresPerAddress(), options.window(), clock);
  }

  /**
   * Who tries.
   *
   * @param user the user name in its normal form, or null before there is one
   * @param address the network of the browser's IP address
   */
  record Key(@Nullable String user, String address) {

    /** The key of a user name as it was given, or of no user yet. */
    static Key of(@Nullable String username, String address) {
      return new Key(username == null ? null : normal(username), network(address));
    }

    /**
     * PingOne tells no case apart, but more than that: who owns a name that only looks like another
     * must not end the other's count.
     */
    private static String normal(String username) {
      return username.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Counts something else of this user apart: anyone who is locked out by wrong passwords can
     * still recover the account, and anyone who asked for some codes can still enter one.
     */
    Key apart(String what) {
      // No user name has a line break in it.
      return user == null ? this : new Key(what + "\n" + user, address);
    }

    /** One customer usually has a whole IPv6 network of 64 bits; Java writes all eight groups. */
    private static String network(String address) {
      String[] groups = address.split(":", -1);
      return groups.length == 8 ? String.join(":", Arrays.copyOf(groups, 4)) : address;
    }
  }

  /**
   * Counts a try as a failure before it is made: a thousand guesses at a time must not all pass.
   *
   * @return how long to wait instead, or null if it may be made
   */
  synchronized @Nullable Duration begin(Key key) {
    Duration wait = waitOf(key);
    if (wait == null) {
      addresses.add(key.address());
      if (key.user() != null) {
        users.add(key.user());
      }
    }
    return wait;
  }

  /** How long to wait before the next try, or null. */
  synchronized @Nullable Duration waitOf(Key key) {
    Duration ofUser = key.user() == null ? null : users.waitOf(key.user());
    Duration ofAddress = addresses.waitOf(key.address());
    return ofUser == null || (ofAddress != null && ofAddress.compareTo(ofUser) > 0)
        ? ofAddress
        : ofUser;
  }

  /** The try was no failure. */
  synchronized void takeBack(Key key) {
    addresses.takeBack(key.address());
    if (key.user() != null) {
      users.takeBack(key.user());
    }
  }

  /**
   * The user signed on, or has a new password. Not before: someone who has the password must not
   * get new tries at the second factor by giving it again.
   */
  synchronized void forget(Key key) {
    if (key.user() != null) {
      users.forget(key.user());
    }
  }
}
