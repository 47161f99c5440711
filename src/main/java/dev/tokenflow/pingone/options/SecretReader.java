package dev.tokenflow.pingone.options;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Reads a secret from where a configuration says that it is: {@code key} is the secret itself,
 * {@code keyFile} a file that holds it, {@code keyEnv} the name of an environment variable.
 *
 * @param environment looks an environment variable up
 */
record SecretReader(Vertx vertx, UnaryOperator<String> environment) {

  /**
   * The secret, or null after noting why there is none.
   *
   * @param owner whose it is, such as {@code the application's}
   * @param what what it is, such as {@code client secret}
   * @param secret makes the secret of its value and its file, which is null for the other places
   */
  <T> Future<T> read(
      ConfigurationReader read,
      String key,
      String owner,
      String what,
      BiFunction<String, String, T> secret) {
    String inFile = key + "File";
    String inVariable = key + "Env";
    String value = read.secret(key, owner + " " + what);
    // Not shown either: who mistakes the key writes the secret itself there.
    String file = read.secret(inFile, "the path of a file");
    String variable = read.secret(inVariable, "the name of an environment variable");
    List<String> given = Stream.of(key, inFile, inVariable).filter(read::has).toList();
    if (given.isEmpty()) {
      read.fault(key, "missing, expected this, " + inFile + " or " + inVariable);
    } else if (given.size() > 1) {
      read.fault(
          given.get(0), "came together with " + given.get(1) + ", expected one of them alone");
    } else if (value != null) {
      return Future.succeededFuture(secret.apply(value, null));
    } else if (variable != null) {
      String content = content(read, inVariable, "the variable", what, environment.apply(variable));
      return Future.succeededFuture(content == null ? null : secret.apply(content, null));
    } else if (file != null) {
      return vertx
          .fileSystem()
          .readFile(file)
          .map(buffer -> content(read, inFile, "the file", what, buffer.toString()))
          .otherwise(
              cause -> {
                read.fault(inFile, "the file cannot be read");
                return null;
              })
          .map(content -> content == null ? null : secret.apply(content, file));
    }
    return Future.succeededFuture();
  }

  private static String content(
      ConfigurationReader read, String key, String source, String what, String content) {
    String secret = content == null ? "" : RotatingSecret.of(content);
    if (secret.isBlank()) {
      read.fault(key, source + " is empty or missing, expected the " + what + " in it");
      return null;
    }
    return secret;
  }
}
