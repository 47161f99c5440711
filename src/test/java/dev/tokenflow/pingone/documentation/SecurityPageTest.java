package dev.tokenflow.pingone.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tables of the security page are whole, and what is met says where that can be seen. */
class SecurityPageTest {
  private static final Set<String> VERDICTS = Set.of("met", "not met", "not ours");

  /** A class of the library or a test, both of which {@link PagesTest} looks for. */
  private static final Pattern EVIDENCE =
      Pattern.compile("`([a-z]+/[A-Z]\\w+|[A-Z]\\w+(?:Test|IT))`");

  /** The requirements in each section of ASVS 5.0's chapters 10, 11, 12 and 16. */
  private static final Map<String, List<Integer>> ASVS =
      new TreeMap<>(
          Map.of(
              "10", List.of(2, 3, 5, 16, 5, 2, 3),
              "11", List.of(4, 5, 5, 4, 2, 2, 2),
              "12", List.of(5, 2, 5),
              "16", List.of(1, 5, 4, 3, 4)));

  /** A line of a table: what is asked for, by number and in words, the verdict, and why. */
  private record Row(String number, String subject, String verdict, String reason) {}

  @Test
  void everyRowHasAVerdictAndItsReason() {
    List<Row> rows = rows("RFC 9700");
    rows.addAll(rows("OpenID Connect Core 3.1.3.7"));
    rows.addAll(rows("OWASP ASVS 5.0"));

    for (Row row : rows) {
      assertTrue(VERDICTS.contains(row.verdict()), row::toString);
      assertTrue(!row.reason().isBlank(), row::toString);
      assertTrue(
          !row.verdict().equals("met") || EVIDENCE.matcher(row.reason()).find(), row::toString);
    }
  }

  @Test
  void namesEveryRequirementOfTheChaptersOnce() {
    List<String> expected = new ArrayList<>();
    ASVS.forEach(
        (chapter, sections) -> {
          for (int section = 1; section <= sections.size(); section++) {
            for (int number = 1; number <= sections.get(section - 1); number++) {
              expected.add(chapter + "." + section + "." + number);
            }
          }
        });

    assertEquals(expected, rows("OWASP ASVS 5.0").stream().map(Row::number).toList());
  }

  @Test
  void namesEveryRuleOfOpenIdConnect() {
    List<String> expected = IntStream.rangeClosed(1, 13).mapToObj(String::valueOf).toList();

    List<String> rules =
        rows("OpenID Connect Core 3.1.3.7").stream()
            .map(Row::number)
            .filter(number -> !number.contains("."))
            .toList();
    assertEquals(expected, rules);
  }

  /** The lines of the table below a heading, without its head. */
  private static List<Row> rows(String heading) {
    List<String> lines = Page.read(Path.of("src/site/markdown/security.md")).lines();
    List<Row> rows = new ArrayList<>();
    for (int index = lines.indexOf("## " + heading) + 1; index < lines.size(); index++) {
      String line = lines.get(index);
      if (line.startsWith("## ")) {
        break;
      }
      if (line.startsWith("| ")) {
        String[] cells = line.substring(2).split(" \\| | \\|$", -1);
        rows.add(new Row(cells[0], cells[1], cells[2], cells[3]));
      }
    }
    assertTrue(rows.size() > 10, heading);
    return new ArrayList<>(rows.subList(1, rows.size()));
  }
}
