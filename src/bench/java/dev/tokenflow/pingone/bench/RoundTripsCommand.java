package dev.tokenflow.pingone.bench;

import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how many round trips a person waits for. */
@Command(
    name = "round-trips",
    description =
        "Measures single sign-ons over a slow network, in round trips: after deployment, and after "
            + "times without traffic. The server is the sandbox, and a TCP relay on 127.0.0.2 adds "
            + "the delay.")
final class RoundTripsCommand implements Callable<Integer> {
  private static final String SERVER = "localhost";
  private static final String NETWORK = "127.0.0.2";
  private static final int COMPILED_AFTER = 300;
  private static final long BEGINS_AHEAD_WITHIN = 4;

  @Option(
      names = "--delay",
      paramLabel = "MS",
      defaultValue = "50",
      description = "Delay in each direction (default: ${DEFAULT-VALUE}).")
  private long delay;

  @Option(
      names = "--idle",
      paramLabel = "S",
      split = ",",
      defaultValue = "35,70,300",
      description = "Seconds without traffic before a sign-on (default: ${DEFAULT-VALUE}).")
  private List<Long> idle;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "7",
      description =
          "Clients of each kind, which sign on one after the other (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(names = "--cold", description = "Measure without warm-up, for comparison.")
  private boolean cold;

  /** A way to the sandbox, with clients of its own. */
  private final class Way {
    private final String name;
    private final Vertx servers = Vertx.vertx();
    private final List<Vertx> opened = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final JsonObject configuration;
    private final Relay relay;

    Way(String name, boolean tls, boolean http2) {
      this.name = name;
      SandboxOptions options =
          new SandboxOptions(Map.of("user", SandboxUser.of("user", "password")))
              .setHost(SERVER)
              .setTls(tls);
      configuration =
          Sandbox.start(servers, options)
              .await()
              .verticleConfiguration()
              .put("http2", http2)
              .put("warmUp", !cold);
      int port = URI.create(configuration.getString("baseUrl")).getPort();
      relay = Relay.start(servers, NETWORK, port, delay);
    }

    /** Signs on without the network until the code is compiled. */
    void compile() {
      BusClient client = deploy("127.0.0.1", 0);
      for (int number = 0; number < COMPILED_AFTER; number++) {
        client.acquire().await();
      }
    }

    List<BusClient> deploy(int flowsAhead) {
      return Stream.generate(() -> deploy(NETWORK, flowsAhead)).limit(count).toList();
    }

    /** Deploys a client for which the server's name has this address. */
    private BusClient deploy(String address, int flowsAhead) {
      Buffer hosts = Buffer.buffer(address + " " + SERVER);
      Vertx vertx =
          Vertx.vertx(
              new VertxOptions()
                  .setAddressResolverOptions(new AddressResolverOptions().setHostsValue(hosts)));
      opened.add(vertx);
      return BusClient.deploy(vertx, configuration.copy().put("prefetchFlows", flowsAhead));
    }

    void measure(String when, List<BusClient> clients) {
      int connections = relay.connections();
      double[] roundTrips = new double[count];
      for (int number = 0; number < count; number++) {
        long begin = System.nanoTime();
        clients.get(number).acquire().await();
        roundTrips[number] = (System.nanoTime() - begin) / 1e6 / (2 * delay);
      }
      String line =
          String.format(
              Locale.ROOT,
              "%-14s %-28s %-20s %11.1f",
              name,
              when,
              new Figures(roundTrips).spread("%.1f"),
              (double) (relay.connections() - connections) / count);
      System.out.println("  " + line);
      lines.add(line);
    }

    void close() {
      opened.forEach(vertx -> vertx.close().await());
      servers.close().await();
    }
  }

  @Override
  public Integer call() throws Exception {
    List<Way> ways =
        List.of(
            new Way("HTTP/1.1", false, false),
            new Way("TLS, HTTP/1.1", true, false),
            new Way("TLS, HTTP/2", true, true));
    ways.forEach(Way::compile);
    Map<Way, List<BusClient>> clients = new LinkedHashMap<>();
    for (Way way : ways) {
      clients.put(way, way.deploy(0));
      way.measure("first after deployment", clients.get(way));
      way.measure("next", clients.get(way));
    }
    for (long seconds : idle) {
      TimeUnit.SECONDS.sleep(seconds);
      clients.forEach((way, all) -> way.measure("after " + seconds + " s without traffic", all));
    }
    for (Way way : ways) {
      List<BusClient> ahead = way.deploy(1);
      ahead.forEach(client -> client.acquire().await());
      TimeUnit.SECONDS.sleep(BEGINS_AHEAD_WITHIN);
      way.measure("with a flow begun ahead", ahead);
    }
    System.out.printf(
        "%nSingle sign-ons of %d clients each, %d ms each way%s. Median (lowest to highest).%n%n"
            + "%-14s %-28s %-20s %11s%n",
        count, delay, cold ? ", without warm-up" : "", "", "", "round trips", "connections");
    ways.forEach(way -> way.lines.forEach(System.out::println));
    ways.forEach(Way::close);
    return 0;
  }
}
