package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.message.Failure;

/** Takes note of the shapes of answers. */
interface Recorder {
  /** Records nothing. */
  Recorder NONE =
      new Recorder() {
        @Override
        public void answer(String step, String method, Reply reply) {}

        @Override
        public void failure(Failure failure) {}

        @Override
        public void finding(Finding finding) {}

        @Override
        public boolean isOn() {
          return false;
        }
      };

  /** Called for every request of the checks. */
  void answer(String step, String method, Reply reply);

  /** Called for a sign-on that failed. */
  void failure(Failure failure);

  /** Called for every check. */
  void finding(Finding finding);

  /** Whether anything is recorded. */
  boolean isOn();
}
