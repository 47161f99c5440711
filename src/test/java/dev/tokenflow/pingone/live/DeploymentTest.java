package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.options.ConfigurationException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Deployment with valid and invalid configurations. */
class DeploymentTest {
  @RegisterExtension final Live live = new Live();

  @Test
  void invalidConfigurationFailsDeploymentWithAllFaults() {
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class,
            () ->
                live.deploy(
                    new JsonObject()
                        .put("baseUrl", "http://auth.example.com")
                        .put("redirectUri", "https://app.example.com/callback")
                        .put("clientSecret", "")
                        .put("maxinflight", 5)));

    assertEquals(4, refused.faults().size(), refused::getMessage);
    assertTrue(refused.getMessage().contains("did you mean maxInFlight?"), refused::getMessage);
    ReplyException nobody = assertThrows(ReplyException.class, () -> await(live.signOn(alice())));
    assertEquals(ReplyFailure.NO_HANDLERS, nobody.failureType());
  }

  @Test
  void readsTheSecretFromAFile(@TempDir Path folder) throws IOException {
    JsonObject configuration = live.sandbox().verticleConfiguration();
    Path file = folder.resolve("secret");
    Files.writeString(file, configuration.getString("clientSecret") + "\n");
    configuration.remove("clientSecret");

    live.deploy(configuration.put("clientSecretFile", file.toString()));

    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }
}
