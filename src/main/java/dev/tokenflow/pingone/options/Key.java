package dev.tokenflow.pingone.options;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration.
 *
 * @param schema the part of the JSON Schema that describes its value
 */
record Key(JsonObject schema) {

  /** Whether the value has the type, range and format that the schema asks for. */
  boolean accepts(@Nullable Object value) {
    if (isObject()) {
      // What an object holds is checked key by key, so that each fault names its own key.
      return value instanceof JsonObject;
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return false; // JSON has no such number, so the validator does not expect one.
    }
    JsonSchemaOptions options =
        new JsonSchemaOptions()
            .setBaseUri("urn:key")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Flag);
    try {
      return Validator.create(JsonSchema.of(schema), options, UriFormats::check)
          .validate(value)
          .getValid();
    } catch (IllegalArgumentException notOfJson) {
      return false;
    }
  }

  boolean isObject() {
    return "object".equals(schema.getString("type"));
  }

  /** The value that is meant: ids, URLs and scopes are taken without surrounding blanks. */
  Object meant(Object value) {
    return value instanceof String text && "trimmed".equals(schema.getString("blanks"))
        ? text.strip()
        : value;
  }

  /** Whether an empty string is as no value at all. */
  boolean isAbsentIfEmpty() {
    return "absent".equals(schema.getString("empty"));
  }

  /** Whether the value must never be shown. */
  boolean isSecret() {
    return schema.getBoolean("secret", false);
  }

  /** The value of a key that is not set, or null. */
  @Nullable Object defaultValue() {
    return schema.getValue("default");
  }

  /** What stands in a message after "expected". */
  String expected() {
    String stated = schema.getString("expected");
    JsonArray values = schema.getJsonArray("enum");
    if (stated != null) {
      return stated;
    }
    if (values != null) {
      return "one of " + values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    Object maximum = schema.getValue("maximum");
    return switch (schema.getString("type")) {
      case "boolean" -> "true or false";
      case "integer" -> "a whole number from " + schema.getValue("minimum") + " to " + maximum;
      case "number" ->
          "a number above " + schema.getValue("exclusiveMinimum") + " and at most " + maximum;
      case "object" -> "a JSON object";
      default -> "a string";
    };
  }

  /** What is wrong with a value that is not accepted. */
  String fault(@Nullable Object value) {
    String reason =
        value instanceof String text && "base-url".equals(schema.getString("format"))
            ? BaseUrl.hostFault(text.strip())
            : null;
    return "is "
        + found(value)
        + ", expected "
        + expected()
        + (reason == null ? "" : ": " + reason);
  }

  /** What stands in a message after "is": the value, or its type where it may hold a secret. */
  private String found(@Nullable Object value) {
    if (isSecret()) {
      return value instanceof String ? "an empty string" : type(value);
    }
    if (String.valueOf(value).contains("-----BEGIN ")) {
      // A private key at the wrong place.
      return "the text of a PEM file";
    }
    if (value instanceof String text) {
      return '"' + withoutUserInfo(text) + '"';
    }
    boolean scalars =
        value instanceof JsonArray array
            && array.stream()
                .noneMatch(item -> item instanceof JsonObject || item instanceof JsonArray);
    return scalars || value instanceof Number || value instanceof Boolean
        ? withoutUserInfo(String.valueOf(value))
        : type(value);
  }

  /** The type of a value that is not shown. */
  static String type(@Nullable Object value) {
    return value instanceof String
        ? "a string"
        : value instanceof Number
            ? "a number"
            : value instanceof Boolean
                ? "a boolean"
                : value instanceof JsonArray
                    ? "an array"
                    : value instanceof JsonObject ? "a JSON object" : "something else";
  }

  /** A URL may hold a password before the last {@code @}, whatever else is wrong with it. */
  private static String withoutUserInfo(String text) {
    return text.replaceAll("(?s)^([^:/@]*://|//)?.*@", "$1***@");
  }
}
