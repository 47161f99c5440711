package dev.tokenflow.pingone.http;

import io.netty.handler.codec.http.cookie.ClientCookieDecoder;
import io.netty.handler.codec.http.cookie.ClientCookieEncoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one acquisition: immutable, replaced by name, sent to every path. Beyond 6 KiB the
 * newest ones are kept.
 *
 * <p>A jar that respects paths (RFC 6265 section 5.1.4) loses them between {@code /as} and {@code
 * /flows}. {@link Transport} sends them to one origin only.
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
    Set<String> set = new HashSet<>();
    for (String header : setCookieHeaders) {
      Cookie cookie = decoded(header);
      if (cookie == null || !canBeSent(cookie)) {
        continue;
      }
      // A server removes a cookie by an expiry in the past (RFC 6265 section 3.1).
      if (cookie.maxAge() <= 0 && cookie.maxAge() != Cookie.UNDEFINED_MAX_AGE) {
        renewed.remove(cookie.name());
      } else {
        renewed.put(cookie.name(), bare(cookie));
        set.add(cookie.name());
      }
    }
    return new Cookies(bounded(renewed, set));
  }

  /** An expiry that is no date counts as none (RFC 6265 section 5.2.1). */
  private static @Nullable Cookie decoded(String header) {
    try {
      return ClientCookieDecoder.LAX.decode(header);
    } catch (IllegalArgumentException tooLongForADate) {
      return ClientCookieDecoder.LAX.decode(header.split(";", 2)[0]);
    }
  }

  /** A control character does not fit into a header (RFC 9110 section 5.5). */
  private static boolean canBeSent(Cookie cookie) {
    return (cookie.name() + cookie.value()).chars().noneMatch(Character::isISOControl);
  }

  /** Without its attributes, which decide nothing later and may be long. */
  private static Cookie bare(Cookie set) {
    Cookie cookie = new DefaultCookie(set.name(), set.value());
    cookie.setWrap(set.wrap());
    return cookie;
  }

  /** Drops cookies until the others fit, those first that this answer did not set. */
  private static Map<String, Cookie> bounded(Map<String, Cookie> all, Set<String> set) {
    int octets = octets(all.values());
    if (octets > MAX_OCTETS) {
      List<String> oldestFirst = new ArrayList<>(all.keySet());
      oldestFirst.sort(Comparator.comparing(set::contains));
      for (int i = 0; octets > MAX_OCTETS; i++) {
        octets -= octets(List.of(all.remove(oldestFirst.get(i))));
      }
    }
    return all;
  }

  /** Names and values, and what stands between them. */
  private static int octets(Collection<Cookie> cookies) {
    int octets = 0;
    for (Cookie cookie : cookies) {
      octets += cookie.name().length() + cookie.value().length() + "=; ".length();
    }
    return octets;
  }

  /** The {@code Cookie} header's value, or null without cookies. */
  public @Nullable String header() {
    return byName.isEmpty() ? null : ClientCookieEncoder.LAX.encode(byName.values());
  }

  /** Adds the bare values, which no text may show, to a list unless it has them. */
  void addValuesTo(List<String> secrets) {
    for (Cookie cookie : byName.values()) {
      if (!secrets.contains(cookie.value())) {
        secrets.add(cookie.value());
      }
    }
  }

  /** The names alone. */
  @Override
  public String toString() {
    return "Cookies" + byName.keySet();
  }
}
