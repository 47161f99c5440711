package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The doctor as a process of the runnable jar. */
@Tag("process")
class DoctorIT {
  @TempDir Path folder;

  @RegisterExtension final Live live = new Live();

  private record Run(int exitCode, String out, String err) {}

  @Test
  void examinesSignsOnAndRecords() throws Exception {
    Path record = folder.resolve("record.jsonl");

    Run run =
        doctor(
            sandbox(),
            "--username",
            "one-time-passcode",
            "--password-env",
            "DOCTOR_PASSWORD",
            "--record",
            record.toString());

    assertEquals(0, run.exitCode(), run::toString);
    assertEquals("", run.err());
    assertTrue(run.out().contains("ok       TLS            TLSv1.3, h2;"), run::out);
    assertTrue(run.out().contains("PingOne asks for OTP_REQUIRED"), run::out);
    assertTrue(run.out().endsWith("14 checks: 14 ok, 0 failed, 0 skipped\n"), run::out);
    String recorded = Files.readString(record);
    assertTrue(recorded.contains("\"status\":\"string: OTP_REQUIRED\""), recorded);
    assertFalse((recorded + run.out()).contains("wonderland"), run::out);
  }

  @Test
  void exitsWithOneForAWrongSecretGivenByTheEnvironment() throws Exception {
    JsonObject conf = sandbox();
    conf.remove("clientSecret");
    conf.put("clientSecret", "${WRONG_SECRET}");

    Run run = doctor(conf);

    assertEquals(1, run.exitCode(), run::toString);
    assertTrue(run.out().contains("FAILED   client         POST token answered 401"), run::out);
    assertFalse(run.out().contains("never-seen"), run::out);
  }

  @Test
  void exitsWithTwoForAnInvalidConfigurationAndAnExistingRecord() throws Exception {
    Run invalid = doctor(new JsonObject().put("clientId", 5));
    assertEquals(2, invalid.exitCode(), invalid::toString);
    assertTrue(invalid.err().contains("clientId: is 5"), invalid::err);

    Path record = Files.writeString(folder.resolve("record.jsonl"), "mine");
    Run existing = doctor(sandbox(), "--record", record.toString());
    assertEquals(2, existing.exitCode(), existing::toString);
    assertTrue(existing.err().contains("exists already"), existing::err);
    assertEquals("", existing.out());
    assertEquals("mine", Files.readString(record));
  }

  private JsonObject sandbox() {
    return live.sandbox(new SandboxOptions(SandboxUser.ofEveryPolicy()).setTls(true))
        .verticleConfiguration();
  }

  private Run doctor(JsonObject conf, String... arguments) throws Exception {
    Path file = Files.writeString(folder.resolve("conf.json"), conf.encode());
    List<String> command =
        new ArrayList<>(AppJar.command(List.of(), "doctor", "--conf", file.toString()));
    Collections.addAll(command, arguments);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("DOCTOR_PASSWORD", "wonderland");
    builder.environment().put("WRONG_SECRET", "a-secret-that-the-sandbox-has-never-seen");
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the doctor did not end");
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
