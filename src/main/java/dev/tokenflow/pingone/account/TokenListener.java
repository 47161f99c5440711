package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.TokenEvent;
import dev.tokenflow.pingone.message.Tokens;

/** Receives each result of the accounts' calls once. */
public interface TokenListener {
  /** Ignores everything. */
  TokenListener NONE =
      new TokenListener() {
        @Override
        public void issued(TokenEvent event, Tokens tokens) {}

        @Override
        public void failed(Failure failure) {}
      };

  /** An account has new tokens. */
  void issued(TokenEvent event, Tokens tokens);

  /** An account's call failed. */
  void failed(Failure failure);
}
