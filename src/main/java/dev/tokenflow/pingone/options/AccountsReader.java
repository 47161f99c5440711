package dev.tokenflow.pingone.options;

import dev.tokenflow.pingone.options.AccountOptions.ClientCredentialsGrant;
import dev.tokenflow.pingone.options.AccountOptions.Grant;
import dev.tokenflow.pingone.options.AccountOptions.SignOnGrant;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Reads the accounts of a configuration. */
final class AccountsReader {
  private static final String CLIENT_CREDENTIALS = "client_credentials";

  private final SecretReader secrets;

  AccountsReader(SecretReader secrets) {
    this.secrets = secrets;
  }

  /** The accounts, where nothing was noted; what is wrong with them is noted with their names. */
  Future<List<AccountOptions>> read(ConfigurationReader configuration) {
    List<Future<AccountOptions>> accounts = new ArrayList<>();
    configuration
        .objects("accounts", "an object of accounts by their names")
        .forEach((name, fields) -> accounts.add(account(name, fields)));
    return Future.all(accounts).map(all -> all.list());
  }

  private Future<AccountOptions> account(String name, ConfigurationReader fields) {
    String scope =
        fields.has("scope")
            ? fields.text("scope", OptionsLoader.SCOPES, OptionsLoader::isScope)
            : null;
    boolean lazy = fields.flag("lazy", false);
    return grant(fields).map(grant -> new AccountOptions(name, grant, scope, lazy));
  }

  private Future<Grant> grant(ConfigurationReader fields) {
    if (fields.has("grant")) {
      fields.oneOf("grant", null, List.of(CLIENT_CREDENTIALS), grant -> grant);
      for (String key : List.of("username", "password", "passwordFile", "passwordEnv")) {
        if (fields.has(key)) {
          fields.fault(key, "came together with grant, which needs no user, expected none");
        }
      }
      return Future.succeededFuture(new ClientCredentialsGrant());
    }
    String username =
        fields.required(
            "username",
            "the user's name (or \"grant\": \"" + CLIENT_CREDENTIALS + "\")",
            text -> !text.isBlank());
    return secrets
        .read(fields, "password", "the user's", "password", Password::new)
        .map(password -> new SignOnGrant(username, password));
  }
}
