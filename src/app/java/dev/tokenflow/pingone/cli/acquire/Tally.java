package dev.tokenflow.pingone.cli.acquire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts how users' acquisitions ended, with the first users of each kind. */
final class Tally {
  private static final int EXAMPLES = 3;
  // The names of required steps are PingOne's, so their number is not known.
  private static final int MAX_ENDINGS = 100;

  private final Map<Ending, Group> groups = new LinkedHashMap<>();
  private int users;
  private int tokens;
  private int again;

  /** The users whose acquisition ended in one way. */
  static final class Group {
    private final Ending ending;
    private final List<String> examples = new ArrayList<>();
    private int users;

    private Group(Ending ending) {
      this.ending = ending;
    }

    Ending ending() {
      return ending;
    }

    int users() {
      return users;
    }

    /** The first user names. */
    List<String> examples() {
      return examples;
    }
  }

  void add(String username, Ending ending) {
    users++;
    if (ending.isTokens()) {
      tokens++;
      return;
    }
    if (!ending.isFinal()) {
      again++;
    }
    Ending counted =
        groups.size() < MAX_ENDINGS || groups.containsKey(ending)
            ? ending
            : new Ending(ending.outcome(), ending.isFinal() ? "" : ending.code(), "");
    Group group = groups.computeIfAbsent(counted, Group::new);
    group.users++;
    if (group.examples.size() < EXAMPLES) {
      group.examples.add(username);
    }
  }

  int users() {
    return users;
  }

  int tokens() {
    return tokens;
  }

  int failed() {
    return users - tokens;
  }

  /** How many of them {@code --resume} does again. */
  int again() {
    return again;
  }

  /** The endings without tokens, the most frequent first. */
  List<Group> groups() {
    return groups.values().stream()
        .sorted(Comparator.comparingInt(Group::users).reversed())
        .toList();
  }

  /** Counts by kind on one line, such as {@code 2 invalid_credentials, 1 timeout}. */
  String kinds() {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    groups().forEach(group -> kinds.merge(group.ending().kind(), group.users(), Integer::sum));
    return kinds.entrySet().stream()
        .map(kind -> kind.getValue() + " " + kind.getKey())
        .collect(Collectors.joining(", "));
  }
}
