package dev.tokenflow.pingone.options;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that are reached without a proxy. No name is looked up: an address in the list matches
 * a base URL with that address only.
 *
 * @param notation how the entries are written
 * @param entries the entries, in lower case
 */
public record DirectHosts(Notation notation, List<String> entries) {
  /** No host at all. */
  public static final DirectHosts NONE = new DirectHosts(Notation.NO_PROXY, List.of());

  private static final Pattern IPV4 =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
  private static final Pattern WITH_PORT =
      Pattern.compile("(?<host>\\[.*]|[^:]*):(?<port>\\d{1,5})");
  private static final Pattern NETWORK = Pattern.compile("(?<address>.*)/(?<bits>\\d{1,3})");

  /** The two ways in which such a list is written. */
  public enum Notation {
    /** That of {@code http.nonProxyHosts}: {@code *} stands for any characters. */
    NON_PROXY_HOSTS,
    /**
     * That of {@code NO_PROXY}: a name stands for its subdomains too, with or without a dot before
     * it; an address may have the length of a network, and any entry a port.
     */
    NO_PROXY
  }

  public DirectHosts {
    entries = List.copyOf(entries);
  }

  /** The list of {@code http.nonProxyHosts}. */
  static DirectHosts ofNonProxyHosts(@Nullable String list) {
    return of(Notation.NON_PROXY_HOSTS, list, "\\|");
  }

  /** The list of {@code NO_PROXY}. */
  static DirectHosts ofNoProxy(@Nullable String list) {
    return of(Notation.NO_PROXY, list, "[,\\s]+");
  }

  private static DirectHosts of(Notation notation, @Nullable String list, String separator) {
    return new DirectHosts(
        notation,
        Stream.of((list == null ? "" : list).toLowerCase(Locale.ROOT).split(separator, -1))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .toList());
  }

  /** Whether a host, in any case and as it stands in a URL, is among them. */
  boolean contain(String host, int port) {
    String target = withoutBrackets(host.toLowerCase(Locale.ROOT));
    return entries.stream()
        .anyMatch(
            entry ->
                switch (notation) {
                  case NON_PROXY_HOSTS -> matches(entry, target);
                  case NO_PROXY -> covers(entry, target, port);
                });
  }

  private static boolean matches(String entry, String target) {
    String pattern =
        Stream.of(withoutBrackets(entry).split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return target.matches(pattern);
  }

  private static boolean covers(String entry, String target, int port) {
    Matcher withPort = WITH_PORT.matcher(entry);
    if (withPort.matches()) {
      return Integer.parseInt(withPort.group("port")) == port
          && covers(withPort.group("host"), target, port);
    }
    byte[] address = address(target);
    if (address != null) {
      Matcher network = NETWORK.matcher(entry);
      return entry.equals("*")
          || (network.matches()
              ? isWithin(
                  address,
                  address(network.group("address")),
                  Integer.parseInt(network.group("bits")))
              : isWithin(address, address(entry), address.length * Byte.SIZE));
    }
    String name = entry.replaceFirst("^\\*?\\.", "");
    return entry.equals("*") || target.equals(name) || target.endsWith("." + name);
  }

  /** Whether the first bits of both addresses are the same. */
  private static boolean isWithin(byte[] address, byte @Nullable [] network, int bits) {
    return network != null
        && network.length == address.length
        && new BigInteger(1, address)
                .xor(new BigInteger(1, network))
                .shiftRight(Math.max(0, address.length * Byte.SIZE - bits))
                .signum()
            == 0;
  }

  /** An IP address in binary, or null if the text is none. */
  private static byte @Nullable [] address(String text) {
    String bare = withoutBrackets(text);
    if (!bare.contains(":") && !IPV4.matcher(bare).matches()) {
      return null; // a name, which would be looked up
    }
    try {
      return InetAddress.getByName(bare).getAddress();
    } catch (UnknownHostException notAnAddress) {
      return null;
    }
  }

  private static String withoutBrackets(String host) {
    return host.replaceAll("^\\[|]$", "");
  }
}
