package dev.tokenflow.pingone.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox over https, and how its connections end; tested without the client. */
@Timeout(60)
class SandboxTlsTest {
  private final Vertx vertx = Vertx.vertx();
  private final SandboxOptions options =
      new SandboxOptions(Map.of("alice", SandboxUser.of("alice", "wonderland")))
          .setTls(true)
          .setSigningKey(SharedKey.RSA);
  private Sandbox sandbox;
  // Kept, since Vert.x closes a client that is not.
  private HttpClient client;

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void speaksBothVersionsAtItsNames(HttpVersion version) throws Exception {
    sandbox = await(Sandbox.start(vertx, options));
    connect(version);

    for (String host : new String[] {"127.0.0.1", "localhost"}) {
      HttpClientResponse response = await(keySet(host).compose(this::answer));
      assertEquals(200, response.statusCode());
      assertEquals(version, response.version());
    }
  }

  @Test
  void deletesTheCertificateWhenItCloses() throws Exception {
    sandbox = await(Sandbox.start(vertx, options));
    Path file = Path.of(sandbox.verticleConfiguration().getString("trustedCertificates"));
    assertTrue(Files.exists(file));

    await(sandbox.close());

    assertFalse(Files.exists(file));
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void closesAConnectionAfterItsLastRequest(HttpVersion version) throws Exception {
    sandbox = await(Sandbox.start(vertx, options.setRequestsPerConnection(2)));
    connect(version);

    await(keySet("127.0.0.1").compose(this::answer));
    CompletableFuture<Object> closed = new CompletableFuture<>();
    Future<HttpClientResponse> last =
        keySet("127.0.0.1")
            .compose(
                request -> {
                  if (version == HttpVersion.HTTP_2) {
                    request.connection().goAwayHandler(closed::complete);
                  } else {
                    request.connection().closeHandler(closed::complete);
                  }
                  return answer(request);
                });

    assertEquals(200, await(last).statusCode());
    closed.get(20, TimeUnit.SECONDS);
  }

  @Test
  void closesAnIdleConnection() throws Exception {
    sandbox = await(Sandbox.start(vertx, options.setIdleTimeout(Duration.ofSeconds(2))));
    connect(HttpVersion.HTTP_2);
    CompletableFuture<Void> closed = new CompletableFuture<>();
    Future<HttpClientResponse> only =
        keySet("127.0.0.1")
            .compose(
                request -> {
                  request.connection().closeHandler(closed::complete);
                  return answer(request);
                });

    assertEquals(200, await(only).statusCode());
    closed.get(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void limitsConcurrentStreams(int streams) throws Exception {
    sandbox = await(Sandbox.start(vertx, options.setMaxConcurrentStreams(streams)));

    connect(HttpVersion.HTTP_2);
    assertEquals(
        streams,
        await(keySet("127.0.0.1")).connection().remoteSettings().getMaxConcurrentStreams());
  }

  private void connect(HttpVersion version) {
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(version)
                .setTrustOptions(
                    new PemTrustOptions()
                        .addCertPath(
                            sandbox.verticleConfiguration().getString("trustedCertificates"))),
            new PoolOptions().setHttp1MaxSize(1));
  }

  private Future<HttpClientRequest> keySet(String host) {
    return client.request(
        new RequestOptions()
            .setAbsoluteURI(sandbox.baseUrl().replace("127.0.0.1", host) + "/as/jwks"));
  }

  /** Read to its end, so that its connection is free. */
  private Future<HttpClientResponse> answer(HttpClientRequest request) {
    return request.send().compose(response -> response.body().map(response));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
