package dev.tokenflow.pingone.cli.cluster;

import dev.tokenflow.pingone.cli.BadUsageException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a member finds the others. */
sealed interface Discovery {
  /**
   * By a list, which may hold the member itself.
   *
   * @param addresses as they were given, HOST:PORT
   */
  record Members(List<String> addresses) implements Discovery {
    // A host, or an IPv6 address in brackets (RFC 3986 section 3.2.2).
    private static final Pattern ADDRESS =
        Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\[\\]:\\s]+)):(\\d{1,5})");

    static Members parse(String list) {
      List<String> addresses = Arrays.stream(list.split(",", -1)).map(String::strip).toList();
      addresses.forEach(Members::match);
      return new Members(addresses);
    }

    private static Matcher match(String address) {
      Matcher match = ADDRESS.matcher(address);
      if (!match.matches() || !isPort(Integer.parseInt(match.group(3)))) {
        throw new BadUsageException(
            "--cluster-members has \""
                + address
                + "\", expected HOST:PORT,… such as 10.0.0.1:7800,10.0.0.2:7800 or [::1]:7800");
      }
      return match;
    }

    private static boolean isPort(int number) {
      return number > 0 && number <= 65_535;
    }

    /** As JGroups writes them, {@code HOST[PORT],…}. */
    String hosts() {
      return addresses.stream()
          .map(Members::match)
          .map(
              match ->
                  (match.group(1) == null ? match.group(2) : match.group(1))
                      + '['
                      + match.group(3)
                      + ']')
          .reduce((one, next) -> one + ',' + next)
          .orElseThrow();
    }

    @Override
    public String toString() {
      return String.join(", ", addresses);
    }
  }

  /**
   * By all addresses of a name, at the port of this member.
   *
   * @param name such as that of a headless service of Kubernetes
   */
  record Name(String name) implements Discovery {
    @Override
    public String toString() {
      return "the addresses of " + name;
    }
  }
}
