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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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

  @Option(names = "--cold", description = "Measure without warm-up, for comparison.")
  private boolean cold;

  /** A way to the sandbox, with a client of its own. */
  private final class Way {
    private final String name;
    private final Vertx servers = Vertx.vertx();
    private final JsonObject configuration;
    private final Relay relay;
    private final List<String> lines = new ArrayList<>();
    private Vertx vertx;
    private BusClient client;

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
      deploy("127.0.0.1");
      for (int number = 0; number < COMPILED_AFTER; number++) {
        client.acquire().await();
      }
      vertx.close().await();
    }

    /** Deploys a client for which the server's name has this address. */
    void deploy(String address) {
      Buffer hosts = Buffer.buffer(address + " " + SERVER);
      vertx =
          Vertx.vertx(
              new VertxOptions()
                  .setAddressResolverOptions(new AddressResolverOptions().setHostsValue(hosts)));
      client = BusClient.deploy(vertx, configuration);
    }

    void measure(String when) {
      int connections = relay.connections();
      long begin = System.nanoTime();
      client.acquire().await();
      double millis = (System.nanoTime() - begin) / 1e6;
      String line =
          String.format(
              Locale.ROOT,
              "%-16s %-28s %11.1f %11d",
              name,
              when,
              millis / (2 * delay),
              relay.connections() - connections);
      System.out.println("  " + line);
      lines.add(line);
    }

    void close() {
      vertx.close().await();
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
    for (Way way : ways) {
      way.deploy(NETWORK);
      way.measure("first after deployment");
      way.measure("next");
    }
    for (long seconds : idle) {
      TimeUnit.SECONDS.sleep(seconds);
      ways.forEach(way -> way.measure("after " + seconds + " s without traffic"));
    }
    System.out.printf(
        "%nSingle sign-ons, %d ms each way%s.%n%n%-16s %-28s %11s %11s%n",
        delay, cold ? ", without warm-up" : "", "", "", "round trips", "connections");
    ways.forEach(way -> way.lines.forEach(System.out::println));
    ways.forEach(Way::close);
    return 0;
  }
}
