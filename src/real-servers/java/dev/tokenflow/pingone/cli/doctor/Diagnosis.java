package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** What the doctor says about a server that is not PingOne. */
public final class Diagnosis {
  private final List<Finding> findings = new ArrayList<>();

  private Diagnosis() {}

  /** Runs all checks but the sign-on. */
  public static Diagnosis of(Vertx vertx, PingOneOptions options) {
    Diagnosis diagnosis = new Diagnosis();
    new Examination(vertx, options, Recorder.NONE, diagnosis.findings::add).run(null);
    return diagnosis;
  }

  /** The names of the checks that failed. */
  public List<String> failed() {
    return findings.stream().filter(Finding::hasFailed).map(Finding::check).toList();
  }

  /** What a check says. */
  public String text(String check) {
    return findings.stream()
        .filter(finding -> finding.check().equals(check))
        .map(Finding::text)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return findings.toString();
  }
}
