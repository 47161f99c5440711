package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.options.Endpoints;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All checks, in order. One whose prerequisite failed is skipped.
 *
 * <p>It blocks the thread that calls it, which must not be an event loop.
 */
final class Examination {
  private final Vertx vertx;
  private final PingOneOptions options;
  private final Target target;
  private final Recorder recorder;
  private final Consumer<Finding> report;
  private final SentSecrets secrets;

  /**
   * @param options without accounts, so that no account is signed on
   * @param report gets each finding as it comes
   */
  Examination(Vertx vertx, PingOneOptions options, Recorder recorder, Consumer<Finding> report) {
    this.vertx = vertx;
    this.options = options;
    this.target = Target.of(options);
    this.recorder = recorder;
    this.report = report;
    this.secrets = SentSecrets.of(options);
  }

  /**
   * Runs the checks.
   *
   * @param user the user for a sign-on, or null for none
   */
  void run(@Nullable User user) {
    Duration connectTimeout = options.http().connectTimeout();
    Finding name = reported(NameCheck.run(vertx, target, options.http().requestTimeout()));
    Finding connection =
        reported(
            name.hasFailed()
                ? skipped("connection", name)
                : ConnectionCheck.run(vertx, target, connectTimeout));
    Finding way = name.hasFailed() ? name : connection;
    Finding tls =
        reported(
            way.hasFailed() ? skipped(TlsReading.NAME, way) : TlsCheck.run(vertx, options, target));
    if (way.hasFailed() || tls.hasFailed()) {
      skipTheRest(way.hasFailed() ? way : tls, user);
      return;
    }
    Requests requests = new Requests(vertx, options, target, recorder);
    Endpoints endpoints = options.endpoints();
    Reply discovery = requests.get("discovery", DiscoveryReading.url(endpoints), Map.of());
    reported(ClockReading.of(discovery));
    reported(DiscoveryReading.of(discovery, options));
    Finding keySet = reported(KeySetReading.of(requests.get("jwks", endpoints.jwks(), Map.of())));
    ClientAuthentication authentication = new ClientAuthentication(vertx, options);
    Finding client =
        reported(ClientReading.of(token(requests, authentication), options.clientAuthentication()));
    // It says more about a refused client: whether PingOne knows the client id at all.
    List<Finding> authorization =
        client.hasFailed() && options.pushedAuthorization()
            ? parts().map(part -> skipped(part, client)).toList()
            : new AuthorizationCheck(options, requests, authentication).run();
    authorization.forEach(this::reported);
    if (user != null) {
      Finding prerequisite =
          Stream.concat(Stream.of(keySet, client), authorization.stream())
              .filter(finding -> !finding.isOk())
              .findFirst()
              .orElse(null);
      if (prerequisite == null) {
        signOn(user, requests, authentication);
      } else {
        reported(skipped(SignOnReading.NAME, prerequisite));
      }
    }
  }

  private void signOn(User user, Requests requests, ClientAuthentication authentication) {
    SignOnCheck signOn = SignOnCheck.run(vertx, options, user);
    reported(signOn.finding());
    if (signOn.failure() != null) {
      recorder.failure(signOn.failure());
    }
    if (recorder.isOn() && signOn.isPasswordAccepted()) {
      new RecordedSignOn(options, requests, authentication, user).run();
    }
  }

  /** A token request with a code that cannot exist. */
  private Reply token(Requests requests, ClientAuthentication authentication) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", RandomText.make());
    form.put("redirect_uri", options.redirectUri());
    form.put("code_verifier", RandomText.make());
    String endpoint = options.endpoints().token();
    return requests.postForm("token", endpoint, authentication.authenticate(form, endpoint));
  }

  private void skipTheRest(Finding prerequisite, @Nullable User user) {
    Stream.concat(
            Stream.concat(
                Stream.of("clock", "discovery", KeySetReading.NAME, ClientReading.NAME), parts()),
            user == null ? Stream.of() : Stream.of(SignOnReading.NAME))
        .forEach(check -> reported(skipped(check, prerequisite)));
  }

  private static Stream<String> parts() {
    return Stream.of(AuthorizationReading.Part.values()).map(AuthorizationReading.Part::check);
  }

  private static Finding skipped(String check, Finding prerequisite) {
    return Finding.skipped(check, "needs: " + prerequisite.check());
  }

  private Finding reported(Finding found) {
    Finding finding = secrets.hide(found);
    report.accept(finding);
    recorder.finding(finding);
    return finding;
  }
}
