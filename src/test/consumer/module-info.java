/** A program of a user, who has the library and the sandbox and nothing else. */
module consumer {
  requires dev.tokenflow.pingone;
  requires dev.tokenflow.pingone.sandbox;
}
