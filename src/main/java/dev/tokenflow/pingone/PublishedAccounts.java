package dev.tokenflow.pingone;

import dev.tokenflow.pingone.account.AccountListener;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Tokens;
import dev.tokenflow.pingone.bus.Publisher;
import dev.tokenflow.pingone.bus.Publisher.Event;

/** Publishes what becomes of the accounts' tokens. */
record PublishedAccounts(Publisher publisher) implements AccountListener {

  @Override
  public void issued(Tokens tokens) {
    publisher.tokens(tokens, Event.ISSUED);
  }

  @Override
  public void refreshed(Tokens tokens) {
    publisher.tokens(tokens, Event.REFRESHED);
  }

  @Override
  public void failed(Failure failure) {
    publisher.failure(failure);
  }
}
