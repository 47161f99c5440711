package dev.tokenflow.pingone.options;

import static dev.tokenflow.pingone.options.Loading.minimal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.options.AccountOptions.ClientCredentialsGrant;
import dev.tokenflow.pingone.options.AccountOptions.SignOnGrant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The accounts of a configuration, and their faults. */
class AccountsTest {
  @RegisterExtension static final Loading LOADING = new Loading();

  @TempDir Path folder;

  @Test
  void readsEachKind() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "pass word\n");
    JsonObject accounts =
        new JsonObject()
            .put("plain", user("alice").put("password", "wonderland"))
            .put("in-file", user("bob").put("passwordFile", file.toString()).put("lazy", true))
            .put("in-env", user("carol").put("passwordEnv", "CAROL").put("scope", "openid email"))
            .put("application", new JsonObject().put("grant", "client_credentials"));

    List<AccountOptions> expected =
        List.of(
            new AccountOptions(
                "plain", new SignOnGrant("alice", new Password("wonderland", null)), null, false),
            new AccountOptions(
                "in-file",
                new SignOnGrant("bob", new Password("pass word", file.toString())),
                null,
                true),
            new AccountOptions(
                "in-env",
                new SignOnGrant("carol", new Password("s3cret", null)),
                "openid email",
                false),
            new AccountOptions("application", new ClientCredentialsGrant(), null, false));
    assertEquals(
        expected,
        LOADING.load(minimal().put("accounts", accounts), Map.of("CAROL", "s3cret\n")).accounts());
  }

  @Test
  void reportsAllFaultsOfAllAccounts() {
    JsonObject accounts =
        new JsonObject()
            .put("nightly", user("alice"))
            .put("nobody", new JsonObject().put("password", "s3cret").put("scope", "a  b"))
            .put("absent", user("bob").put("passwordFile", "/absent/password"))
            .put("both", user("bob").put("password", "s3cret").put("passwordEnv", "BOB"))
            .put("misspelt", user("bob").put("pasword", "s3cret"))
            .put("grant", new JsonObject().put("grant", "password").put("lazy", "yes"))
            .put(
                "mixed", new JsonObject().put("grant", "client_credentials").put("username", "bob"))
            .put("text", "s3cret");

    List<String> faults = LOADING.faults(minimal().put("maxInFlight", 0).put("accounts", accounts));

    String oneOf = "missing, expected password, passwordFile or passwordEnv";
    assertEquals(
        Set.of(
            "maxInFlight: is 0, expected a whole number from 1 to 1000000",
            "accounts.nightly.password: " + oneOf,
            "accounts.nobody.username: missing,"
                + " expected the user's name (or \"grant\": \"client_credentials\")",
            "accounts.nobody.scope: is \"a  b\", expected scopes separated by single spaces",
            "accounts.absent.passwordFile: the file cannot be read",
            "accounts.both.password: is given together with passwordEnv, expected only one of them",
            "accounts.misspelt.password: " + oneOf,
            "accounts.misspelt.pasword: unknown key, did you mean accounts.misspelt.password?",
            "accounts.grant.grant: is \"password\", expected one of client_credentials",
            "accounts.grant.lazy: is \"yes\", expected true or false",
            "accounts.mixed.username: is given together with grant, which needs no user,"
                + " expected none",
            "accounts.text: is a string, expected a JSON object"),
        Set.copyOf(faults));
    assertFalse(faults.toString().contains("s3cret"));
  }

  @Test
  void rejectsCredentialsThatCannotBeSent() {
    JsonObject accounts =
        new JsonObject()
            .put("half", user("al\uD83Dice").put("password", "wonderland"))
            .put("long", user("a".repeat(257)).put("password", "wonderland"))
            .put("blanks", user("alice").put("password", " wonderland"));

    List<String> faults = LOADING.faults(minimal().put("accounts", accounts));

    assertEquals(3, faults.size(), faults::toString);
    assertTrue(
        faults.containsAll(
            List.of(
                "accounts.half.username: contains half a surrogate pair, expected the user's name",
                "accounts.blanks.password: begins or ends with a blank,"
                    + " expected the user's password")),
        faults::toString);
  }

  @Test
  void rejectsAccountsThatAreNotAnObject() {
    assertEquals(
        List.of("accounts: is [], expected a JSON object of accounts by name"),
        LOADING.faults(minimal().put("accounts", new JsonArray())));
  }

  @Test
  void masksPassword() {
    assertEquals("Password[***]", new Password("s3cret", null).toString());
  }

  private static JsonObject user(String name) {
    return new JsonObject().put("username", name);
  }
}
