package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.cli.BadUsageException;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.MultiMap;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A new file with one JSON line for each answer, readable by its owner alone. */
final class RecordFile implements Recorder, AutoCloseable {
  private static final String MEDIA_TYPE = "[a-z0-9.+-]{1,80}/[a-z0-9.+-]{1,80}";

  private final Path file;
  private final BufferedWriter lines;
  private final Shape shape;
  private final String redirectUri;
  private final String origin;

  private RecordFile(Path file, BufferedWriter lines, PingOneOptions options, Shape shape) {
    this.file = file;
    this.lines = lines;
    this.shape = shape;
    this.redirectUri = options.redirectUri();
    this.origin = options.endpoints().issuer().replaceFirst("^(https?://[^/]+).*", "$1/");
  }

  /**
   * Creates the file.
   *
   * @throws BadUsageException if it exists already, or cannot be written
   */
  static RecordFile create(Path file, PingOneOptions options, @Nullable User user) {
    Shape shape =
        new Shape(
            Stream.concat(
                    Stream.concat(
                        Stream.of(options.clientId()), SentSecrets.of(options).forms().stream()),
                    user == null ? Stream.of() : Stream.of(user.name(), user.password()))
                .toList());
    try {
      RecordFile record = new RecordFile(file, open(file), options, shape);
      record.write(
          new JsonObject()
              .put("record", "vertx-pingone-tokens doctor, 1")
              .put("responseMode", options.responseMode().wireName())
              .put("pushedAuthorization", options.pushedAuthorization())
              .put("requestObject", options.requestObject()));
      return record;
    } catch (FileAlreadyExistsException exists) {
      throw new BadUsageException("--record: " + file + " exists already, name another file");
    } catch (IOException unwritable) {
      throw new BadUsageException("--record: " + file + " cannot be written");
    }
  }

  private static BufferedWriter open(Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerAlone = {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
    return new BufferedWriter(
        Channels.newWriter(
            Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                posix ? ownerAlone : new FileAttribute<?>[0]),
            StandardCharsets.UTF_8));
  }

  @Override
  public void answer(String step, String method, Reply reply) {
    JsonObject line = new JsonObject().put("step", step).put("method", method);
    if (reply instanceof Reply.Answer answer) {
      line.put("status", answer.status()).put("headers", headers(answer.headers()));
      if (answer.headers().contains("Location")) {
        line.put("location", location(answer));
      }
      line.put("body", body(answer));
    } else {
      line.put("status", "none");
    }
    write(line);
  }

  @Override
  public void failure(Failure failure) {
    JsonArray details = new JsonArray();
    failure
        .details()
        .forEach(
            detail ->
                details.add(
                    new JsonArray()
                        .add(String.valueOf(shape.enumeration(detail.code())))
                        .add(String.valueOf(shape.enumeration(detail.target())))));
    write(
        new JsonObject()
            .put("step", "sign-on")
            .put("error", failure.error().wireName())
            .put("at", failure.step().wireName())
            .put("status", failure.httpStatus())
            .put("details", details));
  }

  @Override
  public void finding(Finding finding) {
    write(
        new JsonObject()
            .put("check", finding.check())
            .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT)));
  }

  @Override
  public boolean isOn() {
    return true;
  }

  /** The names, and values where they reveal nothing about a user. */
  private JsonObject headers(MultiMap headers) {
    JsonObject shown = new JsonObject();
    int number = 0;
    for (String name : new TreeSet<>(headers.names())) {
      String lower = name.toLowerCase(Locale.ROOT);
      List<String> values = headers.getAll(name);
      String first = values.get(0);
      shown.put(
          shape.name(lower, ++number),
          switch (lower) {
            case "content-type" -> mediaType(first);
            case "retry-after" -> first.matches("\\d{1,6}") ? first : "string";
            case "set-cookie" -> cookies(values);
            default -> values.size() == 1 ? "string" : "string, " + values.size() + " times";
          });
    }
    return shown;
  }

  private static String mediaType(String value) {
    String type = value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.matches(MEDIA_TYPE) ? type : "string";
  }

  /** Names and attributes: {@code ST; Path; Secure}. */
  private JsonArray cookies(List<String> values) {
    JsonArray cookies = new JsonArray();
    for (String cookie : values) {
      List<String> names = new ArrayList<>();
      for (String part : cookie.split(";", -1)) {
        names.add(shape.name(part.split("=", 2)[0].strip(), names.size() + 1));
      }
      cookies.add(String.join("; ", names));
    }
    return cookies;
  }

  private JsonObject location(Reply.Answer answer) {
    String location = String.valueOf(answer.headers().get("Location"));
    JsonObject parameters = new JsonObject();
    int number = 0;
    for (Map.Entry<String, String> each : answer.redirectParameters().entrySet()) {
      String error = each.getKey().equals("error") ? shape.enumeration(each.getValue()) : null;
      parameters.put(
          shape.name(each.getKey(), ++number), error == null ? "string" : "string: " + error);
    }
    return new JsonObject()
        .put(
            "leads",
            location.startsWith(redirectUri)
                ? "to the redirect URI"
                : location.startsWith(origin) || location.startsWith("/")
                    ? "to the same host"
                    : "elsewhere")
        .put("parameters", parameters);
  }

  private Object body(Reply.Answer answer) {
    if (answer.body().length() == 0) {
      return "empty";
    }
    try {
      return shape.of(Json.decodeValue(answer.body()));
    } catch (DecodeException notJson) {
      return "not JSON";
    }
  }

  private void write(JsonObject line) {
    try {
      lines.write(line.encode());
      lines.newLine();
      lines.flush();
    } catch (IOException full) {
      throw new UncheckedIOException("--record: " + file + " cannot be written", full);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException full) {
      throw new UncheckedIOException("--record: " + file + " cannot be written", full);
    }
  }
}
