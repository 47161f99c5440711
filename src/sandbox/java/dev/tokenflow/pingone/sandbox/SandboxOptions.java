package dev.tokenflow.pingone.sandbox;

import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.util.Map;

/**
 * What the sandbox is like: one environment with one application, and some users.
 *
 * <p>As with Vert.x's own options, a setter changes the object and returns it; the sandbox reads it
 * when it starts.
 */
public final class SandboxOptions {
  private final Map<String, SandboxUser> users;
  private int port;
  private Duration latency = Duration.ZERO;
  private String algorithm = "HS256";
  private boolean newFlowIds;
  private boolean pushedAuthorizationRequired;
  private boolean requestObjectRequired;
  private Duration accessTokenLifetime = Duration.ofHours(1);
  private Duration flowLifetime = Duration.ofMinutes(15);
  private KeyCertOptions certificate;
  private FaultPlan faults = FaultPlan.NONE;

  /** By default on a free port, over http, without latency. */
  public SandboxOptions(Map<String, SandboxUser> users) {
    this.users = Map.copyOf(users);
  }

  /** The users, by user name. */
  public Map<String, SandboxUser> users() {
    return users;
  }

  /** The environment's id. */
  public String environmentId() {
    return "5a4d0000-0000-4000-8000-000000000001";
  }

  /** The application's client id. */
  public String clientId() {
    return "5a4d0000-0000-4000-8000-000000000002";
  }

  /** The application's client secret, which everybody may know. */
  public String clientSecret() {
    return "sandbox-secret-that-is-long-enough-for-HS512-and-is-no-secret-at-all";
  }

  /** The application's redirect URI. */
  public String redirectUri() {
    return "https://app.example.com/callback";
  }

  /** The port on 127.0.0.1; 0 takes a free one. */
  public int port() {
    return port;
  }

  public SandboxOptions setPort(int port) {
    this.port = port;
    return this;
  }

  /** How long each answer takes at least. */
  public Duration latency() {
    return latency;
  }

  public SandboxOptions setLatency(Duration latency) {
    this.latency = latency;
    return this;
  }

  /** The algorithm that is registered for client assertions. */
  public String algorithm() {
    return algorithm;
  }

  public SandboxOptions setAlgorithm(String algorithm) {
    this.algorithm = algorithm;
    return this;
  }

  /** Whether a flow gets another id when the password is accepted. */
  public boolean newFlowIds() {
    return newFlowIds;
  }

  public SandboxOptions setNewFlowIds(boolean newFlowIds) {
    this.newFlowIds = newFlowIds;
    return this;
  }

  /** Whether the application takes only authorization requests that were pushed (RFC 9126). */
  public boolean pushedAuthorizationRequired() {
    return pushedAuthorizationRequired;
  }

  public SandboxOptions setPushedAuthorizationRequired(boolean pushedAuthorizationRequired) {
    this.pushedAuthorizationRequired = pushedAuthorizationRequired;
    return this;
  }

  /** Whether the application takes only signed request objects (RFC 9101). */
  public boolean requestObjectRequired() {
    return requestObjectRequired;
  }

  public SandboxOptions setRequestObjectRequired(boolean requestObjectRequired) {
    this.requestObjectRequired = requestObjectRequired;
    return this;
  }

  /** How long access tokens are good, in whole seconds; an hour unless set. */
  public Duration accessTokenLifetime() {
    return accessTokenLifetime;
  }

  public SandboxOptions setAccessTokenLifetime(Duration accessTokenLifetime) {
    this.accessTokenLifetime = accessTokenLifetime;
    return this;
  }

  /** How long a flow lives that nobody touches. */
  public Duration flowLifetime() {
    return flowLifetime;
  }

  public SandboxOptions setFlowLifetime(Duration flowLifetime) {
    this.flowLifetime = flowLifetime;
    return this;
  }

  /** The certificate for https; null for http. */
  public KeyCertOptions certificate() {
    return certificate;
  }

  public SandboxOptions setCertificate(KeyCertOptions certificate) {
    this.certificate = certificate;
    return this;
  }

  /** Which requests meet with a fault. */
  public FaultPlan faults() {
    return faults;
  }

  public SandboxOptions setFaults(FaultPlan faults) {
    this.faults = faults;
    return this;
  }
}
