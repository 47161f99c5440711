package dev.tokenflow.pingone.options;

import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how the client authenticates, and checks that method, secret, key and algorithm agree. */
record ClientAuthenticationReader(Vertx vertx, SecretReader secrets, Settings settings) {
  private static final String METHOD = "clientAuthentication";
  private static final String FILE = "privateKeyFile";
  private static final String KEY_ID = "keyId";
  private static final String ALGORITHM = "assertion.algorithm";
  private static final String[] SECRET = {"clientSecret", "clientSecretFile", "clientSecretEnv"};

  /**
   * What was read; what has a fault is null.
   *
   * @param algorithm what signs assertions, and request objects where it is a MAC
   */
  record Credentials(
      ClientAuthenticationMethod method,
      @Nullable ClientSecret secret,
      @Nullable ClientKey key,
      @Nullable Algorithm algorithm) {}

  /** The credentials, or null if the method has a fault; every fault is noted. */
  Future<@Nullable Credentials> read() {
    if (settings.isFaulty(METHOD)) {
      return secret(false).mapEmpty();
    }
    ClientAuthenticationMethod method = settings.choice(METHOD, ClientAuthenticationMethod.class);
    Future<@Nullable ClientSecret> secret = secret(method.needsSecret());
    Future<@Nullable ClientKey> key = key(method);
    return Future.all(secret, key)
        .map(
            read -> {
              Algorithm algorithm = algorithm(method, key.result());
              if (algorithm != null && !method.needsSecret()) {
                requireSignerOfRequestObjects(method, algorithm);
              }
              return new Credentials(method, secret.result(), key.result(), algorithm);
            });
  }

  /** Beside a method that does not need it, the secret signs request objects. */
  private Future<@Nullable ClientSecret> secret(boolean needed) {
    return needed || !settings.given(SECRET).isEmpty()
        ? secrets.read(settings, SECRET[0], ClientSecret::new)
        : Future.succeededFuture();
  }

  private Future<@Nullable ClientKey> key(ClientAuthenticationMethod method) {
    if (method != ClientAuthenticationMethod.PRIVATE_KEY_JWT) {
      for (String key : settings.given(FILE, KEY_ID)) {
        settings.fault(
            key,
            "is given, but "
                + METHOD
                + " is "
                + shown(method)
                + ", which uses no private key, expected none, or "
                + METHOD
                + " "
                + shown(ClientAuthenticationMethod.PRIVATE_KEY_JWT));
      }
      return Future.succeededFuture();
    }
    for (String key : List.of(FILE, KEY_ID)) {
      if (!settings.has(key)) {
        settings.missing(
            key,
            "missing, expected "
                + settings.expected(key)
                + ", which "
                + METHOD
                + " "
                + shown(method)
                + " needs");
      }
    }
    String file = settings.optionalText(FILE);
    if (file == null) {
      return Future.succeededFuture();
    }
    String keyId = settings.optionalText(KEY_ID);
    return NamedFile.read(vertx, file, NamedFile.SECRET_LIMIT)
        // A trial signature takes milliseconds.
        .compose(pem -> vertx.executeBlocking(() -> PemPrivateKey.parse(pem.getBytes())))
        // Without its id the key still says which algorithms fit.
        .map(key -> new ClientKey(keyId == null ? "" : keyId, key, file))
        .otherwise(
            unusable -> {
              settings.fault(FILE, "the file " + unusable.getMessage());
              return null;
            });
  }

  /** What signs assertions, or null if it is not known. */
  private @Nullable Algorithm algorithm(
      ClientAuthenticationMethod method, @Nullable ClientKey key) {
    if (settings.isFaulty(ALGORITHM)) {
      return null;
    }
    String stated = settings.optionalText(ALGORITHM);
    boolean needsKey = method == ClientAuthenticationMethod.PRIVATE_KEY_JWT;
    if (stated == null) {
      return !needsKey ? Algorithm.HS256 : key == null ? null : key.algorithms().get(0);
    }
    Algorithm algorithm = Algorithm.valueOf(stated);
    if (algorithm.isMac() == needsKey) {
      settings.fault(
          ALGORITHM,
          "is \""
              + algorithm
              + "\", but "
              + METHOD
              + " is "
              + shown(method)
              + ", expected "
              + oneOf(
                  Arrays.stream(Algorithm.values()).filter(a -> a.isMac() != needsKey).toList()));
      return null;
    }
    if (key != null && !key.algorithms().contains(algorithm)) {
      settings.fault(
          ALGORITHM,
          "is \""
              + algorithm
              + "\", but "
              + FILE
              + " holds "
              + ClientKey.description(key.value())
              + ", expected "
              + oneOf(key.algorithms()));
      return null;
    }
    return algorithm;
  }

  private void requireSignerOfRequestObjects(
      ClientAuthenticationMethod method, Algorithm algorithm) {
    boolean isRsa = algorithm.name().startsWith("RS");
    if (settings.flag("requestObject") && !isRsa && settings.given(SECRET).isEmpty()) {
      settings.fault(
          "requestObject",
          "is true, but nothing can sign request objects with "
              + METHOD
              + " "
              + shown(method)
              + (algorithm.isMac() ? "" : " and an EC key")
              + ", expected one of "
              + String.join(", ", SECRET)
              + " as well"
              + (algorithm.isMac() ? "" : ", or an RSA key"));
    }
  }

  private static String oneOf(List<Algorithm> algorithms) {
    return algorithms.size() == 1
        ? algorithms.get(0).name()
        : "one of " + algorithms.stream().map(Algorithm::name).collect(Collectors.joining(", "));
  }

  /** A method as the configuration spells it. */
  private static String shown(ClientAuthenticationMethod method) {
    return '"' + method.wireName() + '"';
  }
}
