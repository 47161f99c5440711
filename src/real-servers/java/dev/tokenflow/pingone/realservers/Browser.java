package dev.tokenflow.pingone.realservers;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;

/** A user's browser: fetches the login page, fills in its form and stops at the redirect URI. */
final class Browser {
  private static final int MAX_PAGES = 10;

  // Not jsoup's own store: Keycloak marks its cookies as Secure, and unlike a browser the store
  // does not send those to a loopback host without TLS.
  private final Map<String, String> cookies = new HashMap<>();

  /** The server refused, and told the user instead of the application. */
  static final class RefusedPage extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedPage(String shown) {
      super(shown);
    }
  }

  /** The {@code Location} that leads to the redirect URI. */
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
        throw new RefusedPage(response.statusCode() + ": " + response.parse().text());
      }
      cookies.putAll(response.cookies());
      String location = response.header("Location");
      if (location == null) {
        FormElement form = response.parse().expectForm("form[method=post]");
        form.expectFirst("[name=username]").val(AuthorizationServer.USERNAME);
        form.expectFirst("[name=password]").val(AuthorizationServer.PASSWORD);
        next = form.submit();
      } else if (location.startsWith(AuthorizationServer.REDIRECT_URI)) {
        return location;
      } else {
        next = Jsoup.connect(URI.create(response.url().toString()).resolve(location).toString());
      }
    }
    throw new AssertionError("no redirect to the redirect URI within " + MAX_PAGES + " pages");
  }
}
