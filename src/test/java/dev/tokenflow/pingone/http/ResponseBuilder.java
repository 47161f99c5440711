package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.Step;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** An answer of PingOne, as a test writes it down. */
public final class ResponseBuilder {
  private final Step step;
  private final int status;
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
  private Buffer body = Buffer.buffer();
  private List<String> secrets = List.of();
  private Cookies before = Cookies.NONE;

  private ResponseBuilder(Step step, int status) {
    this.step = step;
    this.status = status;
  }

  public static ResponseBuilder answer(Step step, int status) {
    return new ResponseBuilder(step, status);
  }

  public ResponseBuilder header(String name, String value) {
    headers.add(name, value);
    return this;
  }

  public ResponseBuilder json(String json) {
    return json(Buffer.buffer(json));
  }

  /** A body that claims to be JSON, in octets. */
  public ResponseBuilder json(Buffer octets) {
    body = octets;
    return header("Content-Type", "application/json");
  }

  public ResponseBuilder html(String html) {
    body = Buffer.buffer(html);
    return header("Content-Type", "text/html");
  }

  /** What the request carried and must not come back. */
  public ResponseBuilder toRequestWith(String... sent) {
    secrets = List.of(sent);
    return this;
  }

  /** The answer to a request with these cookies. */
  public ResponseBuilder toRequestWith(Cookies sent) {
    before = sent;
    return this;
  }

  public Response build() {
    Cookies cookies = before.renewedBy(headers.getAll("Set-Cookie"));
    return new Response(step, status, headers, body, cookies, secrets);
  }
}
