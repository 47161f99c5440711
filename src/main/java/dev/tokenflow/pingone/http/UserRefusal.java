package dev.tokenflow.pingone.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that is about one user, who tried too often: unlike the server's rate limit it says
 * nothing about the requests of others.
 */
public final class UserRefusal {
  /** PingOne's code for a user who used up the tries of an action. */
  public static final String QUOTA_EXCEEDED = "QUOTA_EXCEEDED";

  private static final JsonReader<Body> READER = JsonReader.of(Body.class);

  /** The codes of PingOne's platform errors (developer.pingidentity.com, "Error codes"). */
  private record Body(@Nullable Object code, @Nullable Object details) {}

  private UserRefusal() {}

  /** Whether an answer to a step of a user's flow refuses this user alone. */
  static boolean isIn(Response response) {
    return switch (response.step()) {
      case CREDENTIALS, ACTION, RESUME -> namesUser(response);
      default -> false;
    };
  }

  private static boolean namesUser(Response response) {
    try {
      Body error = READER.read(response.body());
      return error != null && codes(error).anyMatch(UserRefusal::isAboutUser);
    } catch (IOException noJson) {
      return false;
    }
  }

  private static Stream<Object> codes(Body error) {
    Stream<?> faults =
        error.details instanceof List<?> several
            ? several.stream()
            : Stream.of(error).map(Body::details);
    return Stream.concat(
        Stream.ofNullable(error.code),
        faults
            .filter(Map.class::isInstance)
            .map(fault -> ((Map<?, ?>) fault).get("code"))
            .flatMap(Stream::ofNullable));
  }

  private static boolean isAboutUser(Object code) {
    return code instanceof String text && (text.equals(QUOTA_EXCEEDED) || isLock(text));
  }

  /** Whether a code means that the user is locked, such as {@code PASSWORD_LOCKED_OUT}. */
  public static boolean isLock(String code) {
    // No pattern: a code may be a megabyte, and repeat the word.
    return ("_" + code + "_").contains("_LOCKED_");
  }
}
