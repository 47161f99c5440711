package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.http.Moment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last tokens of each account, whichever instance acquired them. */
public final class AccountCopies {
  // A gauge reads it on any thread.
  private final Map<String, FreshTokens> copies = new ConcurrentHashMap<>();
  private Consumer<AccountCopy> send = copy -> {};

  /** Sends each later copy of new tokens to the other instances. */
  public void sendTo(Consumer<AccountCopy> others) {
    send = others;
  }

  /** Takes what the keeper sent. */
  public void receive(AccountCopy copy) {
    copies.put(copy.account(), copy.received(Moment.now()));
  }

  /** What an instance needs that has just come. */
  public List<AccountCopy> all() {
    Moment now = Moment.now();
    return copies.entrySet().stream()
        .map(entry -> AccountCopy.of(entry.getKey(), entry.getValue(), now))
        .toList();
  }

  /** The last tokens, which may have expired, or null. */
  @Nullable FreshTokens last(String account) {
    return copies.get(account);
  }

  /** Takes what this instance acquired. */
  void acquired(String account, FreshTokens fresh) {
    copies.put(account, fresh);
    send.accept(AccountCopy.of(account, fresh, Moment.now()));
  }
}
