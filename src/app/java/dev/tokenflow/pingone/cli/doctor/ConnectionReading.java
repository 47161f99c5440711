package dev.tokenflow.pingone.cli.doctor;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an exception says about a connection, before TLS. */
final class ConnectionReading {
  private static final int MAX_CAUSES = 10;

  /** How Netty's message ends; what precedes it is of this side. */
  private static final Pattern PROXY_ANSWER =
      Pattern.compile(
          " => \\S+, (?:status: (?<status>\\d{3}|[A-Z0-9_]+)\\b|(?<login>authStatus|unexpected"
              + " authMethod)|(?<silence>timeout|disconnected)$)");

  private ConnectionReading() {}

  /** Why there is no connection. */
  static Finding failed(Target target, Throwable failure) {
    return target.proxy() == null
        ? direct(target, failure)
        : throughProxy(target, target.proxy().address(), failure);
  }

  private static Finding direct(Target target, Throwable failure) {
    String tried = "TCP to " + target.address() + ": ";
    if (find(failure, ConnectException.class) != null && !isTimeout(failure)) {
      return Finding.failed(
          "connection",
          tried + "nothing accepts connections there",
          "configuration: host and port of baseUrl; network: a firewall may refuse it");
    }
    return Finding.failed(
        "connection",
        tried + cause(failure),
        "network: a firewall that drops packets; configuration: proxy, if this network needs one");
  }

  private static Finding throughProxy(Target target, String address, Throwable failure) {
    String tried = "CONNECT " + target.address() + " through the proxy " + address + ": ";
    ProxyConnectException refusal = find(failure, ProxyConnectException.class);
    Matcher answer =
        PROXY_ANSWER.matcher(refusal == null ? "" : String.valueOf(refusal.getMessage()));
    if (answer.find()) {
      String status = answer.group("status");
      if (answer.group("login") != null || "407".equals(status)) {
        return Finding.failed(
            "connection",
            tried + (status == null ? "it refuses the login" : "it answers 407"),
            "configuration: proxy.username and proxy.password, or those in HTTPS_PROXY");
      }
      if ("403".equals(status) || "FORBIDDEN".equals(status)) {
        return Finding.failed(
            "connection",
            tried + "it answers " + status,
            "proxy: allow connections to " + target.address() + "; configuration: proxy");
      }
      return Finding.failed(
          "connection",
          tried
              + (status == null ? answer.group("silence") : "it answers " + status)
              + (status == null ? " instead of an answer" : ""),
          "proxy: whether it can reach " + target.address() + "; configuration: proxy");
    }
    if (find(failure, UnknownHostException.class) != null) {
      return Finding.failed(
          "connection",
          tried + "the name of the proxy is not found",
          "configuration: proxy.host, or HTTPS_PROXY");
    }
    if (find(failure, ConnectException.class) != null && !isTimeout(failure)) {
      return Finding.failed(
          "connection",
          tried + "nothing accepts connections at the proxy",
          "configuration: proxy.host and proxy.port, or HTTPS_PROXY");
    }
    return Finding.failed(
        "connection",
        tried + (refusal == null ? cause(failure) : "it does not speak the protocol of a proxy"),
        "configuration: proxy.host, proxy.port and proxy.type, or HTTPS_PROXY");
  }

  private static boolean isTimeout(Throwable failure) {
    return find(failure, ConnectTimeoutException.class) != null;
  }

  /** An exception in a few words. */
  static String cause(Throwable failure) {
    if (isTimeout(failure)) {
      return "no connection in time";
    }
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : ServerText.clean(message.split("\n", 2)[0]);
  }

  /** The first of these exceptions among the causes, or null. */
  static <E extends Throwable> @Nullable E find(Throwable failure, Class<E> type) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
