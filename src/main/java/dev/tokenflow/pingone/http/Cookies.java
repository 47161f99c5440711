package dev.tokenflow.pingone.http;

import io.netty.handler.codec.http.cookie.ClientCookieDecoder;
import io.netty.handler.codec.http.cookie.ClientCookieEncoder;
import io.netty.handler.codec.http.cookie.Cookie;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one acquisition: immutable, replaced by name, sent to every path. Beyond 6 KiB the
 * newest ones are kept.
 *
 * <p>A jar that respects paths (RFC 6265 section 5.1.4) loses them between {@code /as} and {@code
 * /flows}. {@link Origin} makes sure that they go to one origin only.
 */
public final class Cookies {
  /** PingOne takes request headers of 6 KiB at most. */
  static final int MAX_OCTETS = 6 * 1024;

  /** No cookies yet. */
  public static final Cookies NONE = new Cookies(Map.of());

  private final Map<String, Cookie> byName;

  private Cookies(Map<String, Cookie> byName) {
    this.byName = byName;
  }

  /** A copy that is updated by the {@code Set-Cookie} headers of an answer. */
  public Cookies renewedBy(List<String> setCookieHeaders) {
    if (setCookieHeaders.isEmpty()) {
      return this;
    }
    Map<String, Cookie> renewed = new LinkedHashMap<>(byName);
    for (String header : setCookieHeaders) {
      Cookie cookie = ClientCookieDecoder.LAX.decode(header);
      if (cookie == null) {
        continue;
      }
      // A server removes a cookie by an expiry in the past (RFC 6265 section 3.1).
      if (cookie.maxAge() <= 0 && cookie.maxAge() != Cookie.UNDEFINED_MAX_AGE) {
        renewed.remove(cookie.name());
      } else {
        renewed.remove(cookie.name());
        renewed.put(cookie.name(), cookie);
      }
    }
    Iterator<Cookie> oldest = renewed.values().iterator();
    for (int octets = octets(renewed.values()); octets > MAX_OCTETS; ) {
      octets -= octets(oldest.next());
      oldest.remove();
    }
    return new Cookies(renewed);
  }

  private static int octets(Collection<Cookie> cookies) {
    return cookies.stream().mapToInt(Cookies::octets).sum();
  }

  /** Name and value, and what stands between them and the next one. */
  private static int octets(Cookie cookie) {
    return cookie.name().length() + cookie.value().length() + "=; ".length();
  }

  /** The {@code Cookie} header's value, or null without cookies. */
  public @Nullable String header() {
    return byName.isEmpty() ? null : ClientCookieEncoder.LAX.encode(byName.values());
  }

  /** The bare values, for {@link Redaction}. */
  Collection<String> values() {
    List<String> values = new ArrayList<>(byName.size());
    byName.values().forEach(cookie -> values.add(cookie.value()));
    return values;
  }

  /** The names alone. */
  @Override
  public String toString() {
    return "Cookies" + byName.keySet();
  }
}
