package dev.tokenflow.pingone.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import dev.tokenflow.pingone.options.AssertionOptions.Audience;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What has to agree with the schema: conf, the documentation, the enums, and JSON Schema itself.
 */
class SchemaTest {
  private static final Path CONF = Path.of("conf");

  @RegisterExtension static final Loading LOADING = new Loading();

  @Test
  void isAValidSchema() {
    assertValid(
        SchemaRepository.create(options())
            .preloadMetaSchema(LOADING.vertx().fileSystem(), Draft.DRAFT202012)
            .validator("https://json-schema.org/draft/2020-12/schema")
            .validate(OptionsLoader.schema()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pingone.json", "all-keys.json", "sandbox.json"})
  void acceptsConfigurationsThatNameIt(String file) throws Exception {
    JsonObject configuration = withoutComments(Files.readString(CONF.resolve(file)));

    assertValid(validate(configuration));
    Path named = CONF.resolve(configuration.getString("$schema"));
    assertEquals(OptionsLoader.schema(), new JsonObject(Files.readString(named)));
  }

  /** The whole schema, as an editor reads it, agrees with what is checked key by key. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'retry': {'maxAttemps': 5}}",
        "{'retry': 3}",
        "{'maxinflight': 5}",
        "{'accounts': {'nightly': 's3cret'}}",
        "{'accounts': {'nightly': {'lazy': 'yes'}}}",
        "{'trustedCertificates': [7]}",
        "{'address': 'pingone\\n'}",
        "{'redirectUri': 'callback'}",
        "{'proxy': 'direct'}",
        "{'proxy': {'host': 'http://proxy.test', 'port': 3128}}",
        "{'proxy': {'host': 'proxy.test', 'port': 3128, 'type': 'HTTPS'}}"
      })
  void editorsSeeTheSameFaults(String change) {
    JsonObject faulty = Loading.minimal().mergeIn(new JsonObject(change.replace('\'', '"')));

    assertFalse(validate(faulty).getValid());
    assertEquals(1, LOADING.faults(faulty).stream().filter(f -> !f.contains("missing")).count());
  }

  @Test
  void allKeysFileNamesEveryKeyWithItsDefault() throws Exception {
    String text = Files.readString(CONF.resolve("all-keys.json"));
    JsonObject configuration = withoutComments(text);
    Set<String> commented = new TreeSet<>();
    Pattern.compile("//.*")
        .matcher(text)
        .results()
        .flatMap(line -> Pattern.compile("\"(\\w+)\": ").matcher(line.group()).results())
        .forEach(name -> commented.add(name.group(1)));
    commented.removeAll(Set.of("nightly", "reports"));

    for (Map.Entry<String, JsonObject> key : ReferenceTable.keys().entrySet()) {
      String name = key.getKey();
      Object stated = JsonPointer.from("/" + name.replace('.', '/')).queryJson(configuration);
      Object byDefault = key.getValue().getValue("default");
      if (stated == null || name.startsWith("accounts.")) {
        assertTrue(commented.contains(name.replaceFirst(".*\\.", "")), name);
      } else if (byDefault != null) {
        assertEquals(byDefault, stated, name);
      }
    }
    Set<String> known = new TreeSet<>();
    ReferenceTable.keys().keySet().forEach(name -> known.add(name.replaceFirst(".*\\.", "")));
    assertTrue(known.containsAll(commented), commented::toString);
  }

  @Test
  void documentedKeysAreThoseOfTheSchema() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/configuration.md"));

    String table =
        page.replaceFirst("(?s).*<!-- keys -->\n", "").replaceFirst("(?s)<!-- /keys.*", "");

    assertEquals(ReferenceTable.markdown(), table, "replace the table by the expected text");
  }

  static Stream<Arguments> choices() {
    return Stream.of(
        Arguments.of("responseMode", ResponseMode.class),
        Arguments.of("clientAuthentication", ClientAuthenticationMethod.class),
        Arguments.of("publish", Publish.class),
        Arguments.of("proxy.type", ProxySettings.Type.class),
        Arguments.of("assertion.algorithm", Algorithm.class),
        Arguments.of("assertion.audience", Audience.class));
  }

  @ParameterizedTest
  @MethodSource("choices")
  <E extends Enum<E>> void choicesAreTheConstantsOfTheirEnum(String key, Class<E> type) {
    JsonArray names = ReferenceTable.keys().get(key).getJsonArray("enum");

    for (Object name : names) {
      new Settings(OptionsLoader.schema(), new JsonObject().put(key, name)).choice(key, type);
    }
    assertEquals(type.getEnumConstants().length, names.size());
  }

  @Test
  void everyRegionHasADomain() {
    JsonObject region = ReferenceTable.keys().get("region");

    assertEquals(
        region.getJsonArray("enum").stream().collect(Collectors.toSet()),
        region.getJsonObject("topLevelDomains").fieldNames());
  }

  private static OutputUnit validate(JsonObject configuration) {
    return SchemaRepository.create(options(), UriFormats::check)
        .validator(JsonSchema.of(OptionsLoader.schema()), options(), true)
        .validate(configuration);
  }

  private static JsonSchemaOptions options() {
    return new JsonSchemaOptions()
        .setBaseUri("urn:test")
        .setDraft(Draft.DRAFT202012)
        .setOutputFormat(OutputFormat.Basic);
  }

  private static void assertValid(OutputUnit result) {
    assertTrue(result.getValid(), result::toString);
  }

  private static JsonObject withoutComments(String json) throws JsonProcessingException {
    JsonMapper mapper = JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
    return new JsonObject(mapper.readTree(json).toString());
  }
}
