package dev.tokenflow.pingone.http;

import static dev.tokenflow.pingone.http.ConnectionFault.find;
import static dev.tokenflow.pingone.http.ConnectionFault.innermost;
import static dev.tokenflow.pingone.http.ConnectionFault.lasting;
import static dev.tokenflow.pingone.http.ConnectionFault.message;
import static dev.tokenflow.pingone.http.ConnectionFault.passing;

import io.netty.handler.proxy.ProxyConnectException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a proxy makes no connection. Whatever it is, the server behind it has not seen the request,
 * and is not to blame.
 */
final class ProxyFault {
  private static final int FORBIDDEN = 403;
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;
  // Netty's own, of an answer that is not HTTP.
  private static final int UNREADABLE = 999;

  /**
   * How Netty's message ends; what precedes it is of this side. Of the rest, which the proxy chose,
   * nothing is shown.
   */
  private static final Pattern ANSWER =
      Pattern.compile(
          " => \\S+, (?:status: (?:(?<http>\\d{3})\\b|(?<socks>[A-Z0-9_]+)\\()"
              + "|(?<login>authStatus|unexpected authMethod): |(?<silence>timeout|disconnected)$)");

  private ProxyFault() {}

  /** The fault of the proxy that an exception stands for, or null if it is none of its own. */
  static @Nullable ConnectionFault of(Throwable failure, Proxy proxy) {
    ProxyConnectException refusal = find(failure, ProxyConnectException.class);
    if (refusal != null) {
      return refusal(message(refusal), proxy);
    }
    if (find(failure, UnknownHostException.class) != null) {
      return passing("the name of " + proxy + " is not found");
    }
    if (find(failure, ConnectException.class) != null) {
      return passing("nothing accepts connections at " + proxy);
    }
    SSLException tls = innermost(failure);
    if (tls == null) {
      return null;
    }
    if (message(tls).startsWith("not an SSL/TLS record")) {
      // A login page of a network, or a web server that takes CONNECT for something else.
      return passing(proxy + " answers itself, in something other than TLS");
    }
    return find(failure, ClosedChannelException.class) == null
        ? null
        : passing(proxy + " closed the connection during the TLS handshake");
  }

  private static ConnectionFault refusal(String message, Proxy proxy) {
    Matcher answer = ANSWER.matcher(message);
    if (!answer.find()) {
      return passing(proxy + " broke the connection, or does not speak its protocol");
    }
    if (answer.group("http") != null) {
      return status(Integer.parseInt(answer.group("http")), proxy);
    }
    if (answer.group("socks") != null) {
      return socks(answer.group("socks"), proxy);
    }
    if (answer.group("login") != null) {
      return wantsCredentials(proxy, answer.group("login"));
    }
    return passing(
        answer.group("silence").equals("timeout")
            ? proxy + " does not answer"
            : proxy + " closed the connection instead of an answer");
  }

  private static ConnectionFault status(int status, Proxy proxy) {
    return switch (status) {
      case PROXY_AUTHENTICATION_REQUIRED -> wantsCredentials(proxy, "407");
      case FORBIDDEN -> forbidden(proxy, "403");
      case UNREADABLE -> passing(proxy + " does not answer in HTTP");
      default ->
          passing(
              status >= BAD_GATEWAY && status <= GATEWAY_TIMEOUT
                  ? proxy + " cannot connect to " + target(proxy) + " (" + status + ")"
                  : proxy + " answers CONNECT with status " + status);
    };
  }

  /** The replies of RFC 1928 section 6, and those of SOCKS 4, by Netty's names. */
  private static ConnectionFault socks(String reply, Proxy proxy) {
    return switch (reply) {
      case "FORBIDDEN" -> forbidden(proxy, reply);
      case "IDENTD_UNREACHABLE", "IDENTD_AUTH_FAILURE" -> wantsCredentials(proxy, reply);
      default -> passing(proxy + " cannot connect to " + target(proxy) + " (" + reply + ")");
    };
  }

  private static ConnectionFault wantsCredentials(Proxy proxy, String reason) {
    return lasting(
        proxy
            + " requires other credentials ("
            + reason
            + "): set proxy.username and proxy.password");
  }

  private static ConnectionFault forbidden(Proxy proxy, String reason) {
    return lasting(
        proxy
            + " forbids connections to "
            + target(proxy)
            + " ("
            + reason
            + "): allow them there, or change proxy");
  }

  private static String target(Proxy proxy) {
    return proxy.origin().host() + ":" + proxy.origin().port();
  }
}
