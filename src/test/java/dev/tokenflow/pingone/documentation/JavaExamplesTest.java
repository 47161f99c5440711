package dev.tokenflow.pingone.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler.CompilationTask;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java in the documentation compiles against the classes of this build. */
class JavaExamplesTest {
  /** A block that begins like a file is one; any other is the body of a method. */
  private static final Pattern FILE =
      Pattern.compile("(package|import|public|final|class|interface|record|enum) [^;(=]*[;{].*");

  private static final List<String> IMPORTS =
      List.of(
          "dev.tokenflow.pingone.*",
          "dev.tokenflow.pingone.message.*",
          "dev.tokenflow.pingone.options.*",
          "dev.tokenflow.pingone.sandbox.*",
          "io.vertx.core.*",
          "io.vertx.core.eventbus.*",
          "io.vertx.core.json.*",
          "io.vertx.ext.web.*",
          "io.vertx.ext.web.client.*",
          "io.vertx.ext.web.handler.*",
          "java.time.*",
          "java.util.*");

  private static final List<String> DECLARED =
      List.of(
          "Vertx vertx",
          "EventBus eventBus",
          "PingOneTokens tokens",
          "Router router",
          "JsonObject conf",
          "WebClient webClient",
          "JsonObject order",
          "Outcome outcome");

  @TempDir Path classes;

  @Test
  void everyExampleCompiles() throws IOException {
    assertEquals("", faults(Page.blocks("java")));
  }

  @Test
  void everyPageAboutTheTypedApiHasAnExample() {
    List<String> pages =
        Page.blocks("java").stream().map(block -> block.file().toString()).toList();

    for (String page :
        List.of("README.md", "src/site/markdown/next-steps.md", "src/site/markdown/web.md")) {
      assertTrue(pages.contains(page), page);
    }
  }

  @Test
  void namesPageAndLineOfAFault() throws IOException {
    Page.Block wrong =
        new Page.Block(Path.of("page.md"), 7, "java", List.of("vertx.close();", "vertx.open();"));

    String faults = faults(List.of(wrong));

    assertTrue(faults.startsWith("page.md:8: cannot find symbol"), faults);
  }

  @Test
  void compilesADeclarationAsAFile() throws IOException {
    Page.Block file =
        new Page.Block(
            Path.of("page.md"), 1, "java", List.of("public class Mine {", "  int one = 1;", "}"));

    assertEquals("", faults(List.of(file)));
  }

  private String faults(List<Page.Block> blocks) throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    for (Page.Block block : blocks) {
      sources.add(new Source(block, sources.size()));
    }
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      CompilationTask task =
          compiler.getTask(
              null,
              files,
              diagnostics,
              List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath()),
              null,
              sources);
      boolean compiled = task.call();
      String faults =
          diagnostics.getDiagnostics().stream()
              .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
              .map(JavaExamplesTest::fault)
              .collect(Collectors.joining("\n"));
      assertEquals(compiled, faults.isEmpty(), faults);
      return faults;
    }
  }

  private static String fault(Diagnostic<? extends JavaFileObject> diagnostic) {
    Page.Block block = ((Source) diagnostic.getSource()).block;
    // The wrapping stands on the line before the block's first.
    return block.file()
        + ":"
        + (block.line() + diagnostic.getLineNumber() - 2)
        + ": "
        + diagnostic.getMessage(null);
  }

  /** Tests may run on the class path or on the module path. */
  private static String classPath() {
    return Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
        .map(System::getProperty)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  /** A block as a file to compile, in a package of its own. */
  private static final class Source extends SimpleJavaFileObject {
    private final Page.Block block;
    private final String name;

    Source(Page.Block block, int number) {
      super(URI.create("string:///example" + number + "/Example.java"), Kind.SOURCE);
      this.block = block;
      this.name = "example" + number;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      if (FILE.matcher(block.lines().get(0)).matches()) {
        boolean hasPackage = block.lines().get(0).startsWith("package ");
        return (hasPackage ? "" : "package " + name + ";") + "\n" + block.text();
      }
      return "package "
          + name
          + ";"
          + IMPORTS.stream().map(each -> "import " + each + ";").collect(Collectors.joining())
          + "class Example {"
          + DECLARED.stream().map(each -> "static " + each + ";").collect(Collectors.joining())
          + "static Future<String> askUser(String question) { return null; }"
          + "static void example() throws Exception {\n"
          + block.text()
          + "\n}}";
    }
  }
}
