package dev.tokenflow.pingone.cli.doctor;

/** Takes note of the shapes of answers. */
@FunctionalInterface
interface Recorder {
  /** Records nothing. */
  Recorder NONE = (step, method, reply) -> {};

  /** Called for every request of the checks. */
  void record(String step, String method, Reply reply);
}
