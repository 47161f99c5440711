package dev.tokenflow.pingone.cli.acquire;

/** Shows how far a run is. */
interface RunProgress extends AutoCloseable {
  /** Called whenever lines were written, with what is known of all users of this run. */
  void show(Tally done);

  /** Ends the display. */
  @Override
  void close();
}
