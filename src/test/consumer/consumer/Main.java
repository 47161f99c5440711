package consumer;

import dev.tokenflow.pingone.PingOneAuthentication;
import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.IssuedToken;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.message.UserInfoRequest;
import dev.tokenflow.pingone.options.ConfigurationException;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import io.vertx.ext.web.client.WebClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Uses each way into the library once and prints one line for each. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws TimeoutException {
    Vertx vertx = Vertx.vertx();
    try {
      run(vertx);
    } finally {
      await(vertx.close());
    }
  }

  private static void run(Vertx vertx) throws TimeoutException {
    Sandbox sandbox =
        await(
            Sandbox.start(
                vertx, new SandboxOptions(Map.of("alice", SandboxUser.of("alice", "wonderland")))));
    JsonObject account = new JsonObject().put("username", "alice").put("password", "wonderland");
    JsonObject configuration =
        sandbox
            .verticleConfiguration()
            .put("scope", "openid offline_access")
            .put("accounts", new JsonObject().put("nightly", account));

    await(
        vertx.deployVerticle(
            "dev.tokenflow.pingone.PingOneVerticle",
            new DeploymentOptions().setConfig(configuration)));
    JsonObject reply =
        await(vertx.eventBus().<JsonObject>request("pingone.sign-on", account)).body();
    System.out.println("event bus: " + reply.getString("username"));

    PingOneTokens overEventBus = PingOneTokens.overEventBus(vertx);
    use(overEventBus);
    System.out.println(
        "account: " + await(overEventBus.account(AccountRequest.of("nightly"))).username());
    WebClient webClient = WebClient.create(vertx);
    System.out.println(
        "bearer: "
            + await(
                    overEventBus
                        .bearer("nightly")
                        .send(webClient.getAbs(sandbox.baseUrl() + "/as/userinfo")))
                .statusCode());

    use(PingOneTokens.direct(vertx, await(PingOneOptions.load(vertx, configuration))));

    try {
      await(PingOneOptions.load(vertx, new JsonObject().put("clientld", "misspelt")));
    } catch (ConfigurationException refused) {
      System.out.println("refused: " + refused.getMessage().contains("clientld"));
    }
  }

  private static void use(PingOneTokens tokens) throws TimeoutException {
    Tokens issued = (Tokens) signOn(tokens, "wonderland");
    System.out.println("typed: " + issued.username());
    System.out.println(
        "user info: "
            + await(tokens.userInfo(UserInfoRequest.of(issued.accessToken()))).containsKey("sub"));
    User user =
        await(
            PingOneAuthentication.over(tokens)
                .authenticate(new UsernamePasswordCredentials("alice", "wonderland")));
    System.out.println("user: " + user.get("username"));
    Tokens renewed = await(tokens.refresh(Refresh.of(issued.refreshToken())));
    await(tokens.revoke(IssuedToken.of(renewed.refreshToken())));
    System.out.println(
        "revoked: "
            + !await(tokens.introspect(IssuedToken.of(renewed.refreshToken())))
                .getBoolean("active"));
    try {
      signOn(tokens, "wrong");
    } catch (PingOneException refused) {
      System.out.println("wrong password: " + refused.failure().error());
    }
    await(tokens.close());
  }

  private static Outcome signOn(PingOneTokens tokens, String password) throws TimeoutException {
    return await(tokens.signOn(SignOn.of("alice", password)));
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(30, TimeUnit.SECONDS);
  }
}
