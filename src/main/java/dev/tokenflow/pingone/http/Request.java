package dev.tokenflow.pingone.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param method the method
 * @param target path and query (RFC 9112 section 3.2.1)
 * @param contentType the body's media type, or null without a body
 * @param body the body, or null
 * @param cookies the cookies to send
 * @param authorization the {@code Authorization} header, or null
 * @param secrets what must not appear in an error's text
 */
public record Request(
    HttpMethod method,
    String target,
    @Nullable String contentType,
    @Nullable Buffer body,
    Cookies cookies,
    @Nullable String authorization,
    List<String> secrets) {

  /** A GET. */
  public static Request get(String target, Cookies cookies) {
    return get(target, cookies, List.of());
  }

  /** A GET; {@code secrets} are those that were sent before, the cookies are added. */
  public static Request get(String target, Cookies cookies, List<String> secrets) {
    List<String> all = new ArrayList<>(secrets);
    cookies.addValuesTo(all);
    return new Request(HttpMethod.GET, target, null, null, cookies, null, all);
  }

  /** A GET with an access token (RFC 6750 section 2.1). */
  public static Request get(String target, String accessToken) {
    return new Request(
        HttpMethod.GET,
        target,
        null,
        null,
        Cookies.NONE,
        "Bearer " + accessToken,
        List.of(accessToken));
  }

  /** A POST of a form, with this {@code Authorization} header or none. */
  public static Request post(String target, Form form, @Nullable String authorization) {
    return new Request(
        HttpMethod.POST,
        target,
        Form.MEDIA_TYPE,
        Buffer.buffer(form.encoded()),
        Cookies.NONE,
        authorization,
        form.secrets());
  }

  /** A POST; {@code secrets} are those in the body, the cookies are added. */
  public static Request post(
      String target, String contentType, String body, Cookies cookies, List<String> secrets) {
    List<String> all = new ArrayList<>(secrets);
    cookies.addValuesTo(all);
    return new Request(
        HttpMethod.POST, target, contentType, Buffer.buffer(body), cookies, null, all);
  }

  /** A copy with other cookies. */
  Request withCookies(Cookies others) {
    List<String> all = new ArrayList<>(secrets);
    others.addValuesTo(all);
    return new Request(method, target, contentType, body, others, authorization, all);
  }

  /** Without query, body, cookies and authorization. */
  @Override
  public String toString() {
    int query = target.indexOf('?');
    return "Request[" + method + " " + (query < 0 ? target : target.substring(0, query)) + "]";
  }
}
