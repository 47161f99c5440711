package dev.tokenflow.pingone.cli;

import java.util.logging.Handler;
import java.util.logging.Logger;

/** How log lines look. */
enum LogFormat {
  /** As java.util.logging is set up. */
  text {
    @Override
    void use() {
      // Nothing to do.
    }
  },
  /** One JSON object a line. */
  json {
    @Override
    void use() {
      for (Handler handler : Logger.getLogger("").getHandlers()) {
        handler.setFormatter(new JsonLines());
      }
    }
  };

  abstract void use();
}
