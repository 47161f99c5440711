package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Tokens;

/** Hears what becomes of the accounts' tokens, each time once. */
public interface AccountListener {
  /** Does not listen. */
  AccountListener NONE =
      new AccountListener() {
        @Override
        public void issued(Tokens tokens) {}

        @Override
        public void refreshed(Tokens tokens) {}

        @Override
        public void failed(Failure failure) {}
      };

  /** An account has tokens that were acquired anew. */
  void issued(Tokens tokens);

  /** An account has tokens that came of its refresh token. */
  void refreshed(Tokens tokens);

  /** An account's acquisition or renewal failed. */
  void failed(Failure failure);
}
