package dev.tokenflow.pingone.options;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
   * @param make makes the secret of its value and its file, which is null for the other places
   */
  <T> Future<@Nullable T> read(
      Settings settings, String key, BiFunction<String, @Nullable String, T> make) {
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
    if (place.equals(inFile)) {
      return NamedFile.read(vertx, stated, NamedFile.SECRET_LIMIT)
          .map(content -> secret(settings, key, place, SecretText.of(content)))
          .otherwise(
              unreadable -> {
                settings.fault(place, "the file " + unreadable.getMessage());
                return null;
              })
          .map(value -> value == null ? null : make.apply(value, stated));
    }
    String text = place.equals(key) ? stated : environment.apply(stated);
    String value = secret(settings, key, place, SecretText.of(text == null ? "" : text));
    return Future.succeededFuture(value == null ? null : make.apply(value, null));
  }

  /** The secret, or null after noting its fault. */
  private static @Nullable String secret(
      Settings settings, String key, String place, SecretText read) {
    if (read.fault() == null) {
      return read.value();
    }
    String expected = ", expected " + settings.expected(key);
    settings.fault(
        place,
        place.equals(key)
            ? read.fault() + expected
            : place.endsWith("File")
                ? "the file " + read.fault() + expected + " in it"
                : "the variable "
                    + (read.isEmpty() ? "is empty or missing" : read.fault())
                    + expected
                    + " in it");
    return null;
  }
}
