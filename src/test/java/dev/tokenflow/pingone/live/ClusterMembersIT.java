package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.live.Beats.Beat;
import dev.tokenflow.pingone.live.Callers.Answer;
import dev.tokenflow.pingone.log.LogsErrors;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.proxy.ConnectProxy;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of a cluster die, are suspended, and are replaced. */
@LogsErrors("vertx-infinispan may still look up its members when the caller has left")
@Tag("process")
class ClusterMembersIT {
  private static final int IN_FLIGHT = 24;
  private static final Duration LONG = Duration.ofSeconds(90);

  private static final JsonObject NIGHTLY =
      JsonObject.of("nightly", JsonObject.of("username", "user19999", "password", "wonderland"));

  private static Namespaces networks;

  @TempDir Path folder;

  private ServedCluster cluster;
  private PingOneTokens tokens;
  private Callers callers;

  /** Before anything here joins a cluster: JGroups reads once which addresses there are. */
  @BeforeAll
  static void makeNetworks() throws Exception {
    networks = Namespaces.make();
  }

  @AfterAll
  static void deleteNetworks() throws Exception {
    networks.delete();
  }

  @AfterEach
  void end() {
    if (cluster != null) {
      cluster.close();
      cluster = null;
    }
  }

  private void start(SandboxOptions sandbox, Duration patience, JsonObject settings)
      throws Exception {
    start(ServedCluster.LOOPBACK, sandbox, patience, settings);
  }

  private void start(
      ServedCluster.Network network, SandboxOptions sandbox, Duration patience, JsonObject settings)
      throws Exception {
    cluster = new ServedCluster(folder, network, sandbox, settings);
    tokens = PingOneTokens.overEventBus(cluster.caller(), "pingone", patience);
    callers = Callers.typed(cluster.caller(), tokens);
    // So that the callers have heard of all instances, and all of those are warm.
    await(cluster.caller().timer(1_100));
    for (int round = 0; round < 10; round++) {
      assertAllServed(await(callers.signOn(15)));
    }
  }

  @Test
  void callersOfAMemberThatIsKilledLearnIt() throws Exception {
    start(ServedCluster.sandbox(Duration.ofMillis(800)), Duration.ofSeconds(35), new JsonObject());
    var submitted = cluster.passwords().more(IN_FLIGHT);
    Future<List<Answer>> inFlight = callers.signOn(IN_FLIGHT);
    submitted.get(30, SECONDS);

    cluster.member(2).kill();

    assertSurvives("SIGKILL", inFlight, Duration.ofSeconds(10));
  }

  @Test
  void callersOfAMemberThatIsSuspendedLearnItAndItDropsWhatHasExpired() throws Exception {
    start(ServedCluster.sandbox(Duration.ofMillis(200)), Duration.ofSeconds(5), new JsonObject());

    cluster.member(2).signal("STOP");
    Set<String> unanswered =
        assertSurvives("SIGSTOP", callers.signOn(IN_FLIGHT), Duration.ofSeconds(10));
    await(cluster.caller().timer(6_000));
    cluster.member(2).signal("CONT");

    await(cluster.beats().untilServing(3), LONG);
    assertServed("after SIGCONT", await(callers.signOn(IN_FLIGHT)));
    Set<String> signedOn =
        cluster.published().stream()
            .filter(published -> published.containsKey("access_token"))
            .map(published -> published.getString("username"))
            .filter(unanswered::contains)
            .collect(Collectors.toSet());
    assertEquals(Set.of(), signedOn, "signed on although nobody waited");
    assertFalse(cluster.passwords().byUser().keySet().stream().anyMatch(unanswered::contains));
  }

  @Test
  void membersFindEachOtherByAName() throws Exception {
    ClusterFiles files = ClusterFiles.makeIn(folder.resolve("cluster"));
    Path configuration = folder.resolve("pingone.json");
    Files.writeString(
        configuration,
        new JsonObject()
            .put("baseUrl", "https://auth.pingone.test")
            .put("clientId", "the-client")
            .put("clientSecret", "wonderland-and-the-looking-glass")
            .put("redirectUri", "https://app.example.com/callback")
            .put("warmUp", false)
            .encode());
    List<ServedMember> members = new ArrayList<>();
    try {
      for (int member = 0; member < 3; member++) {
        List<String> command = new ArrayList<>(networks.before(member));
        command.addAll(AppJar.command(List.of("-Xmx160m"), "serve", "--cluster"));
        command.add("--conf=" + configuration);
        command.addAll(files.options());
        command.add("--cluster-bind=" + networks.host(member));
        command.add("--cluster-dns=" + Namespaces.MEMBERS_NAME);
        members.add(ServedMember.run(command, networks.port(member)).awaitServing());
      }
      members.get(0).awaitLine("The cluster has 3 members");
    } finally {
      members.forEach(ServedMember::kill);
    }
  }

  /** As seen by the others, and by itself it is the last that is left. */
  @Test
  void callersOfAMemberWhoseLinkGoesDownLearnItAndItComesBack() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      ConnectProxy proxy = ConnectProxy.start(vertx, Namespaces.HERE, ConnectProxy.TUNNEL);
      start(
          networks,
          ServedCluster.sandbox(Duration.ofMillis(400)).setTls(true).setHost("auth.pingone.test"),
          Duration.ofSeconds(35),
          new JsonObject()
              .put("proxy", JsonObject.of("host", Namespaces.HERE, "port", proxy.port()))
              .put("accounts", NIGHTLY));
      var submitted = cluster.passwords().more(IN_FLIGHT);
      Future<List<Answer>> inFlight = callers.signOn(IN_FLIGHT);
      submitted.get(30, SECONDS);

      networks.link(2, false);
      assertSurvives("link down", inFlight, Duration.ofSeconds(24));
      networks.link(2, true);

      await(cluster.beats().untilServing(3), LONG);
      assertAnsweredUntil("link up again", cluster.caller().timer(15_000).mapEmpty());
      assertEquals(1, cluster.beats().keepers());
      // The member could not reach PingOne either: the first request probes its circuit.
      for (int turn = 0; turn < 3; turn++) {
        assertAllServed(await(callers.signOn(1)));
      }
      assertServed("link up again", await(callers.signOn(IN_FLIGHT)));
      cluster.assertLogsAreReadable();
    } finally {
      end();
      await(vertx.close());
    }
  }

  /**
   * Callers keep asking while it happens. Whoever asks four seconds later is served by the others.
   *
   * @param before callers whose requests are under way
   * @param agreed when messages to the plain address reach living members only, at the latest
   * @return the users whose callers did not learn how it ended
   */
  private Set<String> assertSurvives(String event, Future<List<Answer>> before, Duration agreed)
      throws Exception {
    long at = System.nanoTime();
    Future<Void> fourSeconds = cluster.caller().timer(4_000).mapEmpty();
    Future<List<Answer>> during = callers.signOnEvery(Duration.ofMillis(200), fourSeconds);
    Future<List<Answer>> raw =
        Callers.raw(cluster.caller(), Duration.ofSeconds(8))
            .signOnEvery(
                Duration.ofMillis(200), cluster.caller().timer(agreed.plusSeconds(2).toMillis()));
    await(fourSeconds);
    Future<List<Answer>> after = callers.signOn(IN_FLIGHT);

    List<Answer> doubtful = new ArrayList<>(await(before, LONG));
    report(event + ", in flight", doubtful, at);
    List<Answer> sent = await(during, LONG);
    report(event + ", sent in the next 4 s", sent, at);
    doubtful.addAll(sent);
    assertServed(event + ", sent later", await(after, LONG));
    Set<String> kinds = doubtful.stream().map(Answer::result).collect(Collectors.toSet());
    assertEquals(Set.of("tokens", "unavailable"), kinds);
    assertLostAtFirstOnly(event, await(raw, LONG), at, agreed);
    cluster.assertNoPasswordWasSentTwice();
    cluster.assertLogsAreReadable();
    return doubtful.stream()
        .filter(answer -> answer.is("unavailable"))
        .map(Answer::user)
        .collect(Collectors.toSet());
  }

  /** Raw callers lose what they send until the members have agreed that one is gone. */
  private static void assertLostAtFirstOnly(
      String event, List<Answer> raw, long at, Duration agreed) {
    List<Answer> lost = raw.stream().filter(answer -> !answer.is("tokens")).toList();
    long last =
        lost.stream().mapToLong(answer -> (answer.sentAt() - at) / 1_000_000).max().orElse(0);
    System.out.println(
        event
            + ", raw: "
            + lost.size()
            + " of "
            + raw.size()
            + " lost, the last sent "
            + last
            + " ms later");
    assertTrue(last < agreed.toMillis(), () -> "" + lost);
  }

  @Test
  void accountIsAnsweredWhileAnotherMemberTakesOver() throws Exception {
    start(
        ServedCluster.sandbox(Duration.ofMillis(20)).setAccessTokenLifetime(Duration.ofSeconds(25)),
        Duration.ofSeconds(35),
        new JsonObject().put("scope", "openid offline_access").put("accounts", NIGHTLY));
    await(cluster.beats().until(ClusterMembersIT::oneKeeper), LONG);
    assertEquals("tokens", await(account()));

    // The first to start keeps it.
    cluster.member(0).signal("STOP");
    assertAnsweredDuringTakeover("SIGSTOP of the keeper");
    cluster.member(0).signal("CONT");
    await(cluster.beats().untilServing(3), LONG);
    assertAnsweredUntil("SIGCONT", cluster.caller().timer(15_000).mapEmpty());
    assertEquals(1, cluster.beats().keepers());

    cluster.keeper().kill();
    assertAnsweredDuringTakeover("SIGKILL of the keeper");
    assertPublishedByOneKeeper();
    cluster.assertLogsAreReadable();
  }

  private void assertAnsweredDuringTakeover(String event) throws Exception {
    String keeper =
        cluster.beats().recent().stream().filter(Beat::keeper).findFirst().get().instance();
    assertAnsweredUntil(
        event,
        cluster
            .beats()
            .until(
                beats ->
                    oneKeeper(beats) && beats.stream().noneMatch(b -> b.instance().equals(keeper)))
            // The others may have noticed a moment before the caller.
            .compose(elected -> cluster.caller().timer(1_000).mapEmpty()));
  }

  private static boolean oneKeeper(Collection<Beat> beats) {
    return beats.stream().filter(Beat::keeper).count() == 1;
  }

  /** Only those may fail whose request was with the member that died. */
  private void assertAnsweredUntil(String event, Future<Void> end) {
    List<Future<String>> results = new ArrayList<>();
    Promise<Void> ended = Promise.promise();
    cluster
        .caller()
        .setPeriodic(
            100,
            id -> {
              results.add(account());
              if (end.isComplete()) {
                cluster.caller().cancelTimer(id);
                ended.complete();
              }
            });
    await(ended.future(), LONG);
    List<String> answered = await(Future.all(results), LONG).list();
    System.out.println(
        event
            + ": "
            + answered.stream()
                .map(result -> result.split(",", 2)[0])
                .collect(Collectors.groupingBy(r -> r, Collectors.counting())));
    assertTrue(
        Set.of("tokens", "unavailable").containsAll(answered), () -> "" + new TreeSet<>(answered));
    assertEquals("tokens", answered.get(answered.size() - 1));
  }

  private Future<String> account() {
    return tokens
        .account(AccountRequest.of("nightly"))
        .map(answer -> "tokens")
        .otherwise(cause -> result(((PingOneException) cause).failure()));
  }

  /** The error, and for one that is not expected also what it says. */
  private static String result(Failure failure) {
    return failure.error() == ErrorCode.UNAVAILABLE
        ? failure.error().wireName()
        : failure.toJson().encode();
  }

  private void assertPublishedByOneKeeper() {
    List<JsonObject> ofTheAccount =
        cluster.published().stream()
            .filter(published -> "user19999".equals(published.getString("username")))
            .toList();
    assertTrue(
        ofTheAccount.stream().noneMatch(one -> one.containsKey("error")), () -> "" + ofTheAccount);
    List<String> issued = ofTheAccount.stream().map(one -> one.getString("access_token")).toList();
    assertEquals(issued.size(), new TreeSet<>(issued).size());
  }

  @Test
  void losesNoCallWhenAllMembersAreRestarted() throws Exception {
    start(
        ServedCluster.sandbox(Duration.ofMillis(50)),
        Duration.ofSeconds(35),
        new JsonObject().put("drainTimeoutMs", 5_000));
    Promise<Void> end = Promise.promise();
    Future<List<Answer>> calls = callers.signOnEvery(Duration.ofMillis(100), end.future());
    Future<List<Answer>> messages =
        Callers.raw(cluster.caller(), Duration.ofSeconds(35))
            .signOnEvery(Duration.ofMillis(100), end.future());
    for (int member = 0; member < 3; member++) {
      cluster.member(member).close();
      cluster.start(member);
      await(cluster.beats().untilServing(3), LONG);
    }
    end.complete();

    assertServed("rolling restart", await(calls, LONG));
    List<Answer> raw = await(messages, LONG);
    System.out.println("rolling restart, raw: " + Callers.summary(raw));
    List<Answer> lost = raw.stream().filter(answer -> !answer.is("tokens")).toList();
    assertEquals(List.of(), lost.stream().filter(answer -> !isSentAsOneLeft(answer)).toList());
    cluster.assertNoPasswordWasSentTwice();
    cluster.assertLogsAreReadable();
  }

  /** While a member deregisters, which it does two seconds after it said that it leaves. */
  private boolean isSentAsOneLeft(Answer answer) {
    return cluster.beats().leavingSince().stream()
        .map(since -> Duration.ofNanos(answer.sentAt() - since).toMillis())
        .anyMatch(later -> later > 1_500 && later < 4_000);
  }

  private static void assertServed(String when, List<Answer> answers) {
    System.out.println(when + ": " + Callers.summary(answers));
    assertAllServed(answers);
  }

  private static void assertAllServed(List<Answer> answers) {
    List<Answer> others = answers.stream().filter(answer -> !answer.is("tokens")).toList();
    assertEquals(List.of(), others.stream().limit(10).toList());
  }

  private static void report(String when, List<Answer> answers, long since) {
    long last =
        answers.stream()
            .filter(answer -> answer.is("unavailable"))
            .mapToLong(answer -> (answer.answeredAt() - since) / 1_000_000)
            .max()
            .orElse(0);
    System.out.println(
        when + ": " + Callers.summary(answers) + "; the last to learn it, " + last + " ms later");
  }
}
