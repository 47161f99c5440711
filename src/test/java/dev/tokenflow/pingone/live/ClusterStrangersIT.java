package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tokenflow.pingone.live.StrangeMember.Tls;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SharedKey;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.impl.CodecManager;
import io.vertx.core.eventbus.impl.clustered.ClusteredMessage;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Strangers at a cluster of two processes and a caller: they get nothing, and nothing changes. The
 * network shows nothing that can be read.
 */
@Tag("process")
@TestInstance(Lifecycle.PER_CLASS)
class ClusterStrangersIT {
  @TempDir static Path folder;

  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final List<ServedMember> members = new ArrayList<>();
  private ClusterFiles files;
  private Vertx sandbox;
  private Vertx caller;

  @BeforeAll
  void start() throws Exception {
    files = ClusterFiles.makeIn(folder.resolve("cluster"));
    sandbox = Vertx.vertx();
    Path conf = folder.resolve("conf.json");
    Files.writeString(
        conf,
        await(Sandbox.start(sandbox, options().setSigningKey(SharedKey.RSA)))
            .verticleConfiguration()
            .encode());
    for (int member = 0; member < 3; member++) {
      ports.add(ServedMember.freePort());
    }
    members.add(ServedMember.start(conf, ports, files.options()).awaitServing());
    members.add(
        ServedMember.start(conf, List.of(ports.get(1), ports.get(0)), files.options())
            .awaitServing());
    caller = ClusterCaller.join(List.of(ports.get(2), ports.get(0)), files.options());
    members.get(0).awaitLine("has 3 members");
    await(
        caller
            .eventBus()
            .<JsonObject>consumer(
                "pingone.tokens", message -> tokens.add(message.body().getString("access_token")))
            .completion());
  }

  @AfterAll
  void stop() {
    await(caller.close());
    members.forEach(ServedMember::close);
    await(sandbox.close());
    for (ServedMember member : members) {
      assertFalse(member.output().contains("\tat "), member::output);
    }
  }

  static Stream<Tls> strangers() throws Exception {
    ClusterFiles cluster = new ClusterFiles(folder.resolve("cluster"));
    ClusterFiles other = ClusterFiles.makeIn(folder.resolve("other-" + System.nanoTime()));
    // It takes the members' certificates, so that what fails is theirs to refuse.
    Files.copy(cluster.authority(), other.authority(), StandardCopyOption.REPLACE_EXISTING);
    return Stream.of(
        new Tls("self-signed", cluster.selfSigned(), true),
        new Tls("of another CA", other, true),
        new Tls("expired", cluster.expired(), true),
        new Tls("without a certificate", cluster, false),
        new Tls("in plain TCP", null, false));
  }

  static Stream<Tls> wrongCertificates() throws Exception {
    return strangers().filter(stranger -> stranger.encrypted() && stranger.shown());
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void isNoMember(Tls stranger) throws Exception {
    long views = members.get(0).count("The cluster has");

    try (StrangeMember alone = StrangeMember.join(ports, stranger, stranger)) {
      alone.awaitAttempts();
      List<Object> heard = new CopyOnWriteArrayList<>();
      await(alone.vertx().eventBus().consumer("pingone.tokens", heard::add).completion());

      assertServes();

      assertEquals(1, alone.members());
      assertEquals(List.of(), heard);
    }
    assertEquals(views, members.get(0).count("The cluster has"), members.get(0)::output);
  }

  /** A ping is the smallest thing that a member answers. */
  @ParameterizedTest
  @MethodSource("strangers")
  void getsNoAnswerOnTheEventBus(Tls stranger) {
    assertEquals(Buffer.buffer(), answer(stranger));

    assertServes();
  }

  @Test
  void memberGetsAnAnswerOnTheEventBus() {
    assertEquals(Buffer.buffer(new byte[] {1}), answer(new Tls("a member", files, true)));
  }

  /**
   * As if it had been let in among the members: the event bus asks for a certificate of its own.
   */
  @ParameterizedTest
  @MethodSource("wrongCertificates")
  void getsNothingThatIsPublished(Tls stranger) throws Exception {
    try (StrangeMember member =
        StrangeMember.join(ports, new Tls("a member", files, true), stranger)) {
      List<Object> heard = new CopyOnWriteArrayList<>();
      await(member.vertx().eventBus().consumer("pingone.tokens", heard::add).completion());
      assertEquals(4, member.members());

      assertServes();

      assertEquals(List.of(), heard);
    }
  }

  /** The caller gets tokens, and hears of them as well. */
  private void assertServes() {
    String token =
        await(
            caller
                .eventBus()
                .<JsonObject>request("pingone.sign-on", alice())
                .map(reply -> reply.body().getString("access_token")));
    await(heard(token));
  }

  private Future<Void> heard(String token) {
    if (tokens.contains(token)) {
      return Future.succeededFuture();
    }
    return caller.timer(20).mapEmpty().compose(due -> heard(token));
  }

  /**
   * What the first member's event bus answers to a ping until it closes the connection, or once.
   */
  private Buffer answer(Tls stranger) {
    NetClientOptions options = new NetClientOptions().setTrustAll(true);
    if (stranger.encrypted()) {
      options.setSsl(true).setHostnameVerificationAlgorithm("");
      if (stranger.shown()) {
        options.setKeyCertOptions(stranger.ownKey());
      }
    }
    Promise<Buffer> answer = Promise.promise();
    // Held until the end: Vert.x closes a client that nobody holds, with its connections.
    NetClient client = sandbox.createNetClient(options);
    client
        .connect(ports.get(0) + 2, "127.0.0.1")
        .onFailure(refused -> answer.tryComplete(Buffer.buffer()))
        .onSuccess(
            socket -> {
              socket.handler(answer::tryComplete);
              socket.closeHandler(closed -> answer.tryComplete(Buffer.buffer()));
              socket.exceptionHandler(refused -> answer.tryComplete(Buffer.buffer()));
              socket.write(ping());
            });
    try {
      return await(answer.future());
    } finally {
      await(client.close());
    }
  }

  private static Buffer ping() {
    return new ClusteredMessage<>(
            "stranger",
            "__vertx_ping",
            MultiMap.caseInsensitiveMultiMap(),
            null,
            CodecManager.PING_MESSAGE_CODEC,
            true,
            null)
        .encodeToWire();
  }
}
