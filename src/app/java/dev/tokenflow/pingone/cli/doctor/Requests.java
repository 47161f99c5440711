package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.cli.doctor.ClientAuthentication.Authenticated;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends single requests as the client does: same trust, proxy and HTTP version, redirects read and
 * never followed. Each is sent once and waited for, but no longer than its time-out.
 */
final class Requests {
  private static final int MAX_BODY = 1024 * 1024;
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Context context;
  private final HttpClient client;
  private final Duration timeout;
  private final Recorder recorder;

  Requests(Vertx vertx, PingOneOptions options, Target target, Recorder recorder) {
    this.context = vertx.getOrCreateContext();
    this.timeout = options.http().requestTimeout();
    this.recorder = recorder;
    HttpClientOptions http =
        new HttpClientOptions()
            .setConnectTimeout((int) options.http().connectTimeout().toMillis())
            .setSsl(target.https())
            .setVerifyHost(true);
    if (target.https()) {
      http.setTrustOptions(options.trust()).setProxyOptions(target.proxyOptions());
      if (options.http().http2()) {
        http.setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);
      }
    }
    this.client =
        vertx
            .httpClientBuilder()
            .with(http)
            // The request that it ends reports it. Without a handler Vert.x logs it as an error.
            .withConnectHandler(connection -> connection.exceptionHandler(broken -> {}))
            .build();
  }

  /** A GET; {@code step} is its name in the record. */
  Reply get(String step, String url, Map<String, String> headers) {
    return send(step, HttpMethod.GET, url, headers, null);
  }

  /** A POST of a form without the client's credentials. */
  Reply postForm(String step, String url, Map<String, String> form) {
    return postForm(step, url, new Authenticated(form, Map.of()));
  }

  /** A POST of a form. */
  Reply postForm(String step, String url, Authenticated request) {
    QueryStringEncoder encoded = new QueryStringEncoder("");
    request.form().forEach(encoded::addParam);
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.put("Content-Type", FORM);
    return send(
        step,
        HttpMethod.POST,
        url,
        headers,
        Buffer.buffer(encoded.toString().replaceFirst("^\\?", "")));
  }

  /** Sends a request and waits for the whole answer. */
  Reply send(
      String step,
      HttpMethod method,
      String url,
      Map<String, String> headers,
      @Nullable Buffer body) {
    RequestOptions request = new RequestOptions().setMethod(method).setAbsoluteURI(url);
    // Any media type, as the client asks: a server may answer 406 to anything narrower.
    request.putHeader("Accept", "*/*").putHeader("Accept-Encoding", "identity");
    headers.forEach(request::putHeader);
    Promise<Reply.Answer> answered = Promise.promise();
    // On its own event loop: an answer must not arrive before its reader.
    context.runOnContext(
        begin ->
            client
                .request(request)
                .compose(ready -> body == null ? ready.send() : ready.send(body))
                .compose(Requests::read)
                .onComplete(answered));
    Reply reply = wait(answered.future(), timeout);
    recorder.answer(step, method.name(), reply);
    return reply;
  }

  private static Reply wait(Future<? extends Reply> reply, Duration timeout) {
    try {
      return reply
          .<Reply>map(answer -> answer)
          .otherwise(failure -> new Reply.None(ConnectionReading.cause(failure)))
          .await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return new Reply.None("no whole answer within " + timeout.toMillis() + " ms");
    }
  }

  private static Future<Reply.Answer> read(HttpClientResponse response) {
    Promise<Buffer> body = Promise.promise();
    Buffer read = Buffer.buffer();
    response.handler(
        chunk -> {
          if (read.length() + chunk.length() > MAX_BODY) {
            body.tryFail("the answer is larger than 1 MiB");
            response.request().reset();
          } else {
            read.appendBuffer(chunk);
          }
        });
    response.exceptionHandler(body::tryFail);
    response.endHandler(end -> body.tryComplete(read));
    Instant at = Instant.now();
    return body.future()
        .map(whole -> new Reply.Answer(response.statusCode(), response.headers(), whole, at));
  }
}
