package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.account.AccountCopy;
import dev.tokenflow.pingone.client.Operation;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is sent to this instance by name. The header {@code operation} says what that is.
 *
 * @param shared answers as at the addresses that all instances share
 * @param accounts answers requests for accounts
 * @param isKeeper whether this instance keeps the accounts
 */
record InstanceListener(Listener shared, Listener accounts, BooleanSupplier isKeeper) {
  /** A request for an account that only its keeper can answer. */
  static final String KEPT_ACCOUNT = "kept-account";

  private static final String ACCOUNT_COPY = "account-copy";

  MessageConsumer<?> listen(String address) {
    return shared.eventBus().consumer(address, this::receive);
  }

  /** Sends an account's tokens to another instance. */
  void send(String address, AccountCopy copy) {
    shared
        .eventBus()
        .send(
            address,
            copy.toJson(),
            new DeliveryOptions().addHeader(Listener.OPERATION, ACCOUNT_COPY));
  }

  private void receive(Message<Object> message) {
    String name = String.valueOf(message.headers().get(Listener.OPERATION));
    if (name.equals(InstanceProbe.OPERATION)) {
      message.reply(null);
    } else if (name.equals(ACCOUNT_COPY)) {
      AccountCopy copy = AccountCopy.fromJson(message.body());
      if (copy != null) {
        shared.client().accountCopies().receive(copy);
      }
    } else if (name.equals(Operation.ACCOUNT.name())) {
      accounts.answer(message, Operation.ACCOUNT);
    } else if (name.equals(KEPT_ACCOUNT) && isKeeper.getAsBoolean()) {
      accounts.answer(message, Operation.ACCOUNT);
    } else {
      Operation<?, ?> operation = shared(name);
      if (operation == null) {
        Listener.refuse(message, InstanceListener::doesNotAnswer);
      } else {
        shared.answer(message, operation);
      }
    }
  }

  private static @Nullable Operation<?, ?> shared(String name) {
    return Operation.SHARED.stream()
        .filter(operation -> operation.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static Failure doesNotAnswer(String correlationId) {
    return Failure.of(
        ErrorCode.UNAVAILABLE,
        Step.REQUEST,
        "this instance does not answer that",
        null,
        correlationId);
  }
}
