package dev.tokenflow.pingone.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file relative to the project's directory
 */
public record Page(Path file, List<String> lines) {
  private static final Pattern FENCE = Pattern.compile("```(\\w*)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern INLINE_COMMAND = Pattern.compile("`(mvn [^`]+)`");
  private static final Path README = Path.of("README.md");

  /**
   * A fenced block.
   *
   * @param line the number of its first line in the page
   */
  public record Block(Path file, int line, String language, List<String> lines) {
    public String text() {
      return String.join("\n", lines);
    }

    /** The commands of a block in {@code sh}: a backslash continues a line, # begins a comment. */
    public List<Command> commands() {
      List<Command> commands = new ArrayList<>();
      StringBuilder command = new StringBuilder();
      for (int index = 0; index < lines.size(); index++) {
        String text = lines.get(index).strip();
        if (text.endsWith("\\")) {
          command.append(text, 0, text.length() - 1);
          continue;
        }
        command.append(text);
        if (!command.isEmpty() && command.charAt(0) != '#') {
          commands.add(Command.parse(file + ":" + (line + index), command.toString()));
        }
        command.setLength(0);
      }
      return commands;
    }
  }

  /** A link, where it is, and where it leads. */
  record Link(int line, String target) {}

  /** The README, the pages of the site, and the READMEs beside the code. */
  public static List<Page> all() {
    try (Stream<Path> site = Files.list(Path.of("src/site/markdown"));
        Stream<Path> sources = Files.list(Path.of("src"))) {
      return Stream.of(
              Stream.of(README),
              site.filter(file -> file.toString().endsWith(".md")).sorted(),
              sources.map(folder -> folder.resolve("README.md")).filter(Files::exists).sorted())
          .flatMap(files -> files)
          .map(Page::read)
          .toList();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  static Page read(Path file) {
    try {
      return new Page(file, Files.readAllLines(file));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** All blocks of all pages in this language. */
  public static List<Block> blocks(String language) {
    return all().stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> block.language().equals(language))
        .toList();
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Block open = null;
    for (int index = 0; index < lines.size(); index++) {
      var fence = FENCE.matcher(lines.get(index).strip());
      if (open == null && fence.matches()) {
        open = new Block(file, index + 2, fence.group(1), new ArrayList<>());
      } else if (open != null && fence.matches()) {
        blocks.add(open);
        open = null;
      } else if (open != null) {
        open.lines().add(lines.get(index));
      }
    }
    if (open != null) {
      throw new AssertionError(file + ":" + (open.line() - 1) + ": the block does not end");
    }
    return blocks;
  }

  /** The commands of all pages: those in {@code sh} blocks, and Maven's within the text. */
  public static List<Command> commands() {
    return Stream.concat(
            blocks("sh").stream().flatMap(block -> block.commands().stream()),
            all().stream().flatMap(page -> page.inlineCommands().stream()))
        .toList();
  }

  private List<Command> inlineCommands() {
    List<Command> commands = new ArrayList<>();
    for (int index = 0; index < lines.size(); index++) {
      String place = file + ":" + (index + 1);
      INLINE_COMMAND
          .matcher(lines.get(index))
          .results()
          .forEach(command -> commands.add(Command.parse(place, command.group(1))));
    }
    return commands;
  }

  /** The links in the text, not those in blocks. */
  List<Link> links() {
    List<Link> links = new ArrayList<>();
    boolean inBlock = false;
    for (int index = 0; index < lines.size(); index++) {
      if (FENCE.matcher(lines.get(index).strip()).matches()) {
        inBlock = !inBlock;
      }
      var link = LINK.matcher(lines.get(index));
      while (!inBlock && link.find()) {
        links.add(new Link(index + 1, link.group(1)));
      }
    }
    return links;
  }

  /** The anchors of the headings, as GitHub makes them. */
  Set<String> anchors() {
    return lines.stream()
        .filter(line -> line.matches("#{1,6} .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
