package dev.tokenflow.pingone.sandbox;

import io.vertx.core.net.KeyCertOptions;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of the sandbox, which holds one environment with one application and its users.
 *
 * <p>As with Vert.x's own options, setters change the object and return it. Set everything before
 * the sandbox starts.
 */
public final class SandboxOptions {
  private final Map<String, SandboxUser> users;
  private String host = "127.0.0.1";
  private int port;
  private Duration latency = Duration.ZERO;
  private String clientAuthentication = "client_secret_jwt";
  private Map<String, PublicKey> clientKeys = Map.of();
  private String algorithm = "HS256";
  private boolean newFlowIds;
  private boolean oddFields;
  private boolean pushedAuthorizationRequired;
  private boolean requestObjectRequired;
  private boolean piFlowAllowed = true;
  private boolean signOffAllowed = true;
  private boolean unknownUsersHidden;
  private PasskeyOptionsForm passkeyOptionsForm = PasskeyOptionsForm.TEXT;
  private @Nullable PasskeyCheck passkeyCheck;
  private Duration clockOffset = Duration.ZERO;
  private Duration accessTokenLifetime = Duration.ofHours(1);
  private Duration flowLifetime = Duration.ofMinutes(15);
  private boolean tls;
  private @Nullable KeyCertOptions certificate;
  private int maxConcurrentStreams;
  private int requestsPerConnection;
  private Duration idleTimeout = Duration.ZERO;
  private @Nullable KeyPair signingKey;
  private FaultPlan faults = FaultPlan.NONE;

  /** Defaults: a free port, http, no latency, no faults. */
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

  /** The application's client secret, which is public. */
  public String clientSecret() {
    return "sandbox-secret-that-is-long-enough-for-HS512-and-is-no-secret-at-all";
  }

  /** The application's redirect URI. */
  public String redirectUri() {
    return "https://app.example.com/callback";
  }

  /** The host of its URLs. It listens on 127.0.0.1 whatever this is: clients may use a proxy. */
  public String host() {
    return host;
  }

  public SandboxOptions setHost(String host) {
    this.host = host;
    return this;
  }

  /** The port on 127.0.0.1; 0 selects a free one. */
  public int port() {
    return port;
  }

  public SandboxOptions setPort(int port) {
    this.port = port;
    return this;
  }

  /** The minimum time that each response takes. */
  public Duration latency() {
    return latency;
  }

  public SandboxOptions setLatency(Duration latency) {
    this.latency = latency;
    return this;
  }

  /**
   * The method by which the client has to authenticate, as OpenID Connect names it; {@code
   * client_secret_jwt} unless set. All others are refused.
   */
  public String clientAuthentication() {
    return clientAuthentication;
  }

  public SandboxOptions setClientAuthentication(String clientAuthentication) {
    this.clientAuthentication = clientAuthentication;
    return this;
  }

  /**
   * The client's public keys by their {@code kid}, for {@code private_key_jwt}; none unless set.
   */
  public Map<String, PublicKey> clientKeys() {
    return clientKeys;
  }

  public SandboxOptions setClientKeys(Map<String, PublicKey> clientKeys) {
    this.clientKeys = Map.copyOf(clientKeys);
    return this;
  }

  /** The only MAC accepted for client assertions; HS256 unless set. */
  public String algorithm() {
    return algorithm;
  }

  public SandboxOptions setAlgorithm(String algorithm) {
    this.algorithm = algorithm;
    return this;
  }

  /** Whether a flow gets a new id with every action that succeeds. */
  public boolean newFlowIds() {
    return newFlowIds;
  }

  public SandboxOptions setNewFlowIds(boolean newFlowIds) {
    this.newFlowIds = newFlowIds;
    return this;
  }

  /** Whether the application accepts pushed authorization requests only (RFC 9126). */
  public boolean pushedAuthorizationRequired() {
    return pushedAuthorizationRequired;
  }

  public SandboxOptions setPushedAuthorizationRequired(boolean pushedAuthorizationRequired) {
    this.pushedAuthorizationRequired = pushedAuthorizationRequired;
    return this;
  }

  /** Whether the application accepts signed request objects only (RFC 9101). */
  public boolean requestObjectRequired() {
    return requestObjectRequired;
  }

  public SandboxOptions setRequestObjectRequired(boolean requestObjectRequired) {
    this.requestObjectRequired = requestObjectRequired;
    return this;
  }

  /** Whether the application allows the response mode {@code pi.flow}; true unless set. */
  public boolean piFlowAllowed() {
    return piFlowAllowed;
  }

  public SandboxOptions setPiFlowAllowed(boolean piFlowAllowed) {
    this.piFlowAllowed = piFlowAllowed;
    return this;
  }

  /**
   * Whether the application allows to end sessions by an ID token ({@code idpSignoff}); true unless
   * set, although PingOne's default is false.
   */
  public boolean signOffAllowed() {
    return signOffAllowed;
  }

  public SandboxOptions setSignOffAllowed(boolean signOffAllowed) {
    this.signOffAllowed = signOffAllowed;
    return this;
  }

  /**
   * Whether the recovery of a password begins for a user who does not exist as for one who does;
   * false unless set.
   */
  public boolean unknownUsersHidden() {
    return unknownUsersHidden;
  }

  public SandboxOptions setUnknownUsersHidden(boolean unknownUsersHidden) {
    this.unknownUsersHidden = unknownUsersHidden;
    return this;
  }

  /** The form of the options that security keys get; {@code TEXT} unless set. */
  public PasskeyOptionsForm passkeyOptionsForm() {
    return passkeyOptionsForm;
  }

  public SandboxOptions setPasskeyOptionsForm(PasskeyOptionsForm passkeyOptionsForm) {
    this.passkeyOptionsForm = passkeyOptionsForm;
    return this;
  }

  /** What verifies the answers of other security keys than the sandbox's own, or null. */
  public @Nullable PasskeyCheck passkeyCheck() {
    return passkeyCheck;
  }

  public SandboxOptions setPasskeyCheck(@Nullable PasskeyCheck passkeyCheck) {
    this.passkeyCheck = passkeyCheck;
    return this;
  }

  /**
   * How far its clock is ahead of this machine's, in the {@code Date} of its answers and for client
   * assertions; zero unless set.
   */
  public Duration clockOffset() {
    return clockOffset;
  }

  public SandboxOptions setClockOffset(Duration clockOffset) {
    this.clockOffset = clockOffset;
    return this;
  }

  /** The lifetime of access tokens, in whole seconds; an hour unless set. */
  public Duration accessTokenLifetime() {
    return accessTokenLifetime;
  }

  public SandboxOptions setAccessTokenLifetime(Duration accessTokenLifetime) {
    this.accessTokenLifetime = accessTokenLifetime;
    return this;
  }

  /** How long a flow lives without requests; 15 minutes unless set. */
  public Duration flowLifetime() {
    return flowLifetime;
  }

  public SandboxOptions setFlowLifetime(Duration flowLifetime) {
    this.flowLifetime = flowLifetime;
    return this;
  }

  /**
   * Whether it speaks https, with HTTP/2 and HTTP/1.1, with a certificate of its own. {@link
   * Sandbox#verticleConfiguration()} trusts that certificate.
   */
  public boolean tls() {
    return tls;
  }

  public SandboxOptions setTls(boolean tls) {
    this.tls = tls;
    return this;
  }

  /** A certificate for https in place of its own, or null. */
  public @Nullable KeyCertOptions certificate() {
    return certificate;
  }

  public SandboxOptions setCertificate(@Nullable KeyCertOptions certificate) {
    this.certificate = certificate;
    return this;
  }

  /** The number of concurrent streams of an HTTP/2 connection; 0 sets no limit. */
  public int maxConcurrentStreams() {
    return maxConcurrentStreams;
  }

  public SandboxOptions setMaxConcurrentStreams(int maxConcurrentStreams) {
    this.maxConcurrentStreams = maxConcurrentStreams;
    return this;
  }

  /**
   * The number of requests after which it closes a connection, as proxies do, over HTTP/2 with a
   * GOAWAY. 0 sets no limit.
   */
  public int requestsPerConnection() {
    return requestsPerConnection;
  }

  public SandboxOptions setRequestsPerConnection(int requestsPerConnection) {
    this.requestsPerConnection = requestsPerConnection;
    return this;
  }

  /** How long a connection may be silent before it is closed; zero sets no limit. */
  public Duration idleTimeout() {
    return idleTimeout;
  }

  public SandboxOptions setIdleTimeout(Duration idleTimeout) {
    this.idleTimeout = idleTimeout;
    return this;
  }

  /**
   * The RSA key pair that signs ID tokens, or null to generate one. Generating takes a tenth of a
   * second, which many tests can save by sharing a key.
   */
  public @Nullable KeyPair signingKey() {
    return signingKey;
  }

  public SandboxOptions setSigningKey(@Nullable KeyPair signingKey) {
    this.signingKey = signingKey;
    return this;
  }

  /**
   * Whether fields that decide nothing have other types than PingOne's, or are empty, in every
   * answer.
   */
  public boolean oddFields() {
    return oddFields;
  }

  public SandboxOptions setOddFields(boolean oddFields) {
    this.oddFields = oddFields;
    return this;
  }

  /** The faults to inject; none unless set. */
  public FaultPlan faults() {
    return faults;
  }

  public SandboxOptions setFaults(FaultPlan faults) {
    this.faults = faults;
    return this;
  }
}
