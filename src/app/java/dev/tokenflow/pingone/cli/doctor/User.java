package dev.tokenflow.pingone.cli.doctor;

/** The user who signs on. */
record User(String name, String password) {
  @Override
  public String toString() {
    return "User[***]";
  }
}
