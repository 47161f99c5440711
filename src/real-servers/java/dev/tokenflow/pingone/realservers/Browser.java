package dev.tokenflow.pingone.realservers;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;

/** Plays the user's browser: fills in the login form and stops at the redirect URI. */
final class Browser {
  private static final int MAX_PAGES = 10;

  // Not jsoup's cookie store: Keycloak marks its cookies as Secure, and unlike a browser the store
  // does not send such cookies to a loopback host without TLS.
  private final Map<String, String> cookies = new HashMap<>();

  /** The server rejected the request with an error page for the user, not with a redirect. */
  static final class ErrorPage extends IOException {
    private static final long serialVersionUID = 1L;

    ErrorPage(String text) {
      super(text);
    }
  }

  /** Signs on and returns the {@code Location} that points to the redirect URI. */
  String signOn(String authorizationUrl) throws IOException {
    Connection next = Jsoup.connect(authorizationUrl);
    for (int page = 0; page < MAX_PAGES; page++) {
      Connection.Response response =
          next.cookies(cookies)
              .header("Accept", "text/html")
              .followRedirects(false)
              .ignoreContentType(true) // A redirect has none.
              .ignoreHttpErrors(true)
              .timeout(60_000)
              .execute();
      if (response.statusCode() >= 400) {
        throw new ErrorPage(response.statusCode() + ": " + response.parse().text());
      }
      cookies.putAll(response.cookies());
      String location = response.header("Location");
      if (location == null) {
        FormElement form = response.parse().expectForm("form[method=post]");
        form.expectFirst("[name=username]").val(RealServer.USERNAME);
        form.expectFirst("[name=password]").val(RealServer.PASSWORD);
        next = form.submit();
      } else if (location.startsWith(RealServer.REDIRECT_URI)) {
        return location;
      } else {
        next = Jsoup.connect(URI.create(response.url().toString()).resolve(location).toString());
      }
    }
    throw new AssertionError("no redirect to the redirect URI within " + MAX_PAGES + " pages");
  }
}
