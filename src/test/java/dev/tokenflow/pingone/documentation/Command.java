package dev.tokenflow.pingone.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command in a page.
 *
 * @param place page and line
 * @param words the command and its arguments, without quotes
 */
public record Command(String place, List<String> words) {
  private static final String APP_JAR = "target/vertx-pingone-tokens-app.jar";
  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

  static Command parse(String place, String text) {
    return new Command(
        place,
        WORD.matcher(text).results().map(word -> word.group().replaceAll("[\"']", "")).toList());
  }

  public boolean isMaven() {
    return words.get(0).equals("mvn");
  }

  /** Whether it runs the app jar, whatever options the JVM gets. */
  public boolean isApp() {
    int jar = words.indexOf("-jar");
    return words.get(0).equals("java") && jar > 0 && words.get(jar + 1).equals(APP_JAR);
  }

  /** What the app jar is called with. */
  public String[] appArguments() {
    List<String> arguments =
        new ArrayList<>(words.subList(words.indexOf(APP_JAR) + 1, words.size()));
    arguments.remove("&");
    return arguments.toArray(String[]::new);
  }

  @Override
  public String toString() {
    return place + ": " + String.join(" ", words);
  }
}
