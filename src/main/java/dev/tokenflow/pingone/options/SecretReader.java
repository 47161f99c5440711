package dev.tokenflow.pingone.options;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a secret from one of three places: {@code key} is the secret itself, {@code keyFile} a file
 * that holds it, {@code keyEnv} the name of an environment variable.
 *
 * @param environment looks up an environment variable
 */
record SecretReader(Vertx vertx, Function<String, @Nullable String> environment) {

  /**
   * The secret, or null if it has a fault, which is then noted.
   *
   * @param secret makes the secret of its value and its file, which is null for the other places
   */
  <T> Future<@Nullable T> read(
      Settings settings, String key, BiFunction<String, @Nullable String, T> secret) {
    String inFile = key + "File";
    String inVariable = key + "Env";
    List<String> given = settings.given(key, inFile, inVariable);
    if (given.isEmpty()) {
      String empty = settings.empty(key, inFile, inVariable);
      settings.missing(
          empty == null ? key : empty,
          "missing, expected " + key + ", " + inFile + " or " + inVariable);
      return Future.succeededFuture();
    }
    if (given.size() > 1) {
      settings.fault(
          given.get(0), "is given together with " + given.get(1) + ", expected only one of them");
      return Future.succeededFuture();
    }
    String place = given.get(0);
    String stated = settings.optionalText(place);
    if (stated == null) {
      return Future.succeededFuture(); // the schema found its fault
    }
    if (place.equals(key)) {
      return Future.succeededFuture(secret.apply(stated, null));
    }
    boolean file = place.equals(inFile);
    Future<@Nullable String> content =
        file
            ? vertx.fileSystem().readFile(stated).map(Buffer::toString)
            : Future.succeededFuture(environment.apply(stated));
    return content.transform(
        read -> {
          String value = read.result() == null ? "" : RotatingSecret.of(read.result());
          if (!value.isBlank()) {
            return Future.succeededFuture(secret.apply(value, file ? stated : null));
          }
          settings.fault(
              place,
              read.failed()
                  ? "the file cannot be read"
                  : (file ? "the file is empty" : "the variable is empty or missing")
                      + ", expected "
                      + settings.expected(key)
                      + " in it");
          return Future.succeededFuture();
        });
  }
}
