package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configuration that comes from the environment. */
class EnvironmentVariablesTest {
  @ParameterizedTest
  @CsvSource({
    "PINGONE_CLIENT_ID, clientId",
    "PINGONE_ENVIRONMENT_ID, environmentId",
    "PINGONE_BASE_URL, baseUrl",
    "PINGONE_CLIENT_SECRET_FILE, clientSecretFile",
    "PINGONE_TRUSTED_CERTIFICATES, trustedCertificates",
    "PINGONE_ASSERTION_ALGORITHM, assertion.algorithm"
  })
  void eachKeyHasAVariable(String variable, String key) {
    assertEquals(new JsonObject().put(key, "text"), configuration(Map.of(variable, "text")));
  }

  @ParameterizedTest
  @CsvSource({
    "PINGONE_MAX_IN_FLIGHT, 7, 7",
    "PINGONE_MAX_RATE, 2.5, 2.5",
    "PINGONE_HTTP2, false, false",
    "PINGONE_RETRY_MAX_ATTEMPTS, 4, 4",
    "PINGONE_MAX_IN_FLIGHT, many, \"many\"",
    "PINGONE_WARM_UP, 'yes', \"yes\"",
    "PINGONE_CLIENT_ID, 12, \"12\""
  })
  void valuesHaveTheTypeOfTheSchema(String variable, String text, String json) {
    Object value = configuration(Map.of(variable, text)).iterator().next().getValue();

    assertEquals(json, new JsonArray().add(value).encode().replaceAll("^\\[|\\]$", ""));
  }

  @Test
  void accountsAreJson() {
    JsonObject accounts =
        new JsonObject().put("jobs", new JsonObject().put("grant", "client_credentials"));

    assertEquals(
        new JsonObject().put("accounts", accounts),
        configuration(Map.of("PINGONE_ACCOUNTS", accounts.encode())));
  }

  @Test
  void ignoresVariablesOfOthers() {
    assertEquals(
        new JsonObject(), configuration(Map.of("PINGONE_API_ACCESS_TOKEN", "t", "PATH", "/bin")));
  }

  @Test
  void substitutesInAllTexts() {
    JsonObject file =
        new JsonObject()
            .put("clientId", "${ID}")
            .put("redirectUri", "https://${HOST}/$${callback}/${ID}")
            .put("maxInFlight", 5)
            .put("accounts", new JsonObject().put("jobs", new JsonObject().put("scope", "${ID}")))
            .put("trustedCertificates", new JsonArray().add("/etc/${ID}.pem"));

    JsonObject substituted =
        environment(Map.of("ID", "a$1", "HOST", "example.com")).substituteIn(file, "--conf: f");

    assertEquals(
        new JsonObject()
            .put("clientId", "a$1")
            .put("redirectUri", "https://example.com/${callback}/a$1")
            .put("maxInFlight", 5)
            .put("accounts", new JsonObject().put("jobs", new JsonObject().put("scope", "a$1")))
            .put("trustedCertificates", new JsonArray().add("/etc/a$1.pem")),
        substituted);
  }

  @Test
  void namesTheKeyOfAMissingVariable() {
    JsonObject file =
        new JsonObject()
            .put("proxy", new JsonObject().put("host", "s3cret").put("port", "${PORT}"));

    BadUsageException missing =
        assertThrows(
            BadUsageException.class,
            () -> environment(Map.of()).substituteIn(file, "--conf: conf.json"));

    assertEquals(
        "--conf: conf.json proxy.port: the environment variable \"PORT\" is not set",
        missing.getMessage());
  }

  @Test
  void variablesReplaceWhatTheFileSays() {
    JsonObject file =
        new JsonObject()
            .put("clientId", "of-the-file")
            .put("baseUrl", "https://auth.example.com")
            .put("clientSecretFile", "/run/secret")
            .put("retry", new JsonObject().put("maxAttempts", 3));
    JsonObject environment =
        new JsonObject()
            .put("environmentId", "e")
            .put("clientSecret", "s")
            .put("retry.maxAttempts", 5);

    assertEquals(
        new JsonObject()
            .put("clientId", "of-the-file")
            .put("environmentId", "e")
            .put("clientSecret", "s")
            .put("retry", new JsonObject().put("maxAttempts", 5)),
        EnvironmentVariables.over(file, environment));
  }

  /** Keys that say the same thing in another form give way, too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'clientSecret':'f'} | CLIENT_SECRET_FILE=v | {'clientSecretFile':'v'}",
        "{'clientSecretEnv':'f'} | CLIENT_SECRET=v | {'clientSecret':'v'}",
        "{'proxy':{'host':'h','password':'f'}} | PROXY_PASSWORD_ENV=v"
            + " | {'proxy':{'host':'h','passwordEnv':'v'}}",
        "{'proxy':{'host':'h'},'proxy.passwordFile':'f'} | PROXY_PASSWORD=v"
            + " | {'proxy':{'host':'h','password':'v'}}",
        "{'proxy.host':'h','proxy.passwordEnv':'f'} | PROXY_PASSWORD=v"
            + " | {'proxy.host':'h','proxy.password':'v'}",
        "{'proxy':'none'} | PROXY_HOST=v PROXY_PORT=1 | {'proxy.host':'v','proxy.port':1}",
        "{'proxy.host':'h','proxy.port':1} | PROXY=none | {'proxy':'none'}",
        "{'proxy':{'host':'h'}} | PROXY=system | {'proxy':'system'}",
        "{'proxy':{'host':'h','port':1}} | PROXY_HOST=v | {'proxy':{'host':'v','port':1}}",
        "{'retry.maxAttempts':1} | RETRY={\"maxAttempts\":2} | {'retry':{'maxAttempts':2}}",
        "{'baseUrl':'f'} | ENVIRONMENT_ID=v | {'environmentId':'v'}",
        "{'privateKeyFile':'f'} | KEY_ID=v | {'privateKeyFile':'f','keyId':'v'}",
      })
  void variablesReplaceEveryForm(String file, String variables, String merged) {
    Map<String, String> named =
        Arrays.stream(variables.split(" "))
            .collect(
                Collectors.toMap(
                    one -> "PINGONE_" + one.substring(0, one.indexOf('=')),
                    one -> one.substring(one.indexOf('=') + 1)));

    assertEquals(json(merged), EnvironmentVariables.over(json(file), configuration(named)));
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  /** Validation then names both: nobody else can know which one is meant. */
  @Test
  void keepsVariablesThatContradictEachOther() {
    Map<String, String> variables =
        Map.of("PINGONE_PROXY", "none", "PINGONE_PROXY_HOST", "h", "PINGONE_PROXY_PORT", "1");

    assertEquals(
        new JsonObject().put("proxy", "none").put("proxy.host", "h").put("proxy.port", 1),
        EnvironmentVariables.over(new JsonObject(), configuration(variables)));
  }

  private static JsonObject configuration(Map<String, String> variables) {
    return environment(variables).configuration();
  }

  private static EnvironmentVariables environment(Map<String, String> variables) {
    return new EnvironmentVariables(variables::get);
  }
}
