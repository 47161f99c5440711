package dev.tokenflow.pingone.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The known key that is meant by an unknown one: misspelt, in another case, with other separators,
 * or outside its group. A key that only shares a word is not near: its suggestion would mislead.
 */
final class NearestKey {
  private static final int LONG = 6;

  private NearestKey() {}

  /**
   * @param ambiguous names that a group shares with accounts: alone, they stand for neither
   */
  static Optional<String> of(String unknown, Collection<String> known, Set<String> ambiguous) {
    record Candidate(String key, int distance) {}
    return known.stream()
        .map(key -> new Candidate(key, distance(unknown, key, ambiguous)))
        .filter(candidate -> candidate.distance <= limit(candidate.key))
        .min(Comparator.comparingInt(Candidate::distance))
        .map(Candidate::key);
  }

  /**
   * The edits between the keys, or between the unknown key and the name of the other in its group.
   */
  private static int distance(String unknown, String key, Set<String> ambiguous) {
    String letters = letters(unknown);
    String name = key.substring(key.lastIndexOf('.') + 1);
    LevenshteinDistance edits = LevenshteinDistance.getDefaultInstance();
    int whole = edits.apply(letters, letters(key));
    return ambiguous.contains(name) ? whole : Math.min(whole, edits.apply(letters, letters(name)));
  }

  /** One typing error, and in a longer key two: swapped letters, or a missing {@code Ms}. */
  private static int limit(String key) {
    int length = key.length() - key.lastIndexOf('.') - 1;
    return length < LONG ? 1 : 2;
  }

  private static String letters(String key) {
    return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
