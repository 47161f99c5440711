package dev.tokenflow.pingone.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without scripts. It keeps cookies, sends forms and follows redirects. */
final class PlainBrowser {
  private static final Pattern HEADING = Pattern.compile("<h1>(.*?)</h1>");
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final Pattern PROBLEM =
      Pattern.compile("role=\"alert\" tabindex=\"-1\" autofocus><p>(.*?)</p>");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String origin;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final List<String> bodies = new ArrayList<>();
  private String csrf = "";
  private String setCookies = "";

  PlainBrowser(String origin) {
    this.origin = origin;
  }

  /** A page as it came, at the end of any redirects. */
  record Answer(int status, String body, HttpResponse<String> response) {
    /** Status and heading, such as {@code 200 Sign on}. */
    String title() {
      return status + " " + found(HEADING, body);
    }

    String problem() {
      return found(PROBLEM, body);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    private static String found(Pattern pattern, String text) {
      Matcher matcher = pattern.matcher(text);
      return matcher.find() ? matcher.group(1) : "";
    }
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  /** Sends the form of the page before: names and values in turn. */
  Answer post(String path, String... fields) {
    return send(form(path, origin, csrf, fields));
  }

  /** Sends a form from somewhere else. */
  Answer postFrom(String from, String token, String path, String... fields) {
    return send(form(path, from, token, fields));
  }

  /** Signs on, up to the next page. */
  Answer signOn(String username, String password) {
    get("/sign-on");
    return post("/sign-on", "username", username, "password", password);
  }

  /** Asks for a page, and stays where it is. */
  CompletableFuture<HttpResponse<String>> getAsync(String path) {
    return client.sendAsync(request(path).GET().build(), BodyHandlers.ofString());
  }

  String cookie(String name) {
    return cookies.get(name);
  }

  void dropCookies() {
    cookies.clear();
  }

  void setCookie(String name, String value) {
    cookies.put(name, value);
  }

  /** All cookies as they were set, with their attributes. */
  String setCookies() {
    return setCookies;
  }

  /** Everything that came. */
  String everything() {
    return String.join("\n", bodies) + setCookies;
  }

  private HttpRequest.Builder form(String path, String from, String token, String... fields) {
    StringBuilder body = new StringBuilder("csrf=").append(URLEncoder.encode(token, UTF_8));
    for (int at = 0; at < fields.length; at += 2) {
      body.append('&').append(fields[at]).append('=');
      body.append(URLEncoder.encode(fields[at + 1], UTF_8));
    }
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Origin", from)
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofSeconds(60));
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(joining("; ")));
    }
    return request;
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      bodies.add(response.body());
      for (String cookie : response.headers().allValues("Set-Cookie")) {
        setCookies += cookie + "\n";
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
      }
      if (response.statusCode() == 303) {
        return get(response.headers().firstValue("Location").orElseThrow());
      }
      Matcher token = CSRF.matcher(response.body());
      if (token.find()) {
        csrf = token.group(1);
      }
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException fault) {
      throw new AssertionError(fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
