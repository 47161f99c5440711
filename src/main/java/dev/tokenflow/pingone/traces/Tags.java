package dev.tokenflow.pingone.traces;

import io.vertx.core.spi.tracing.TagExtractor;
import java.util.List;
import java.util.Map;

/** The attributes of a span, in a map. */
enum Tags implements TagExtractor<Map<String, String>> {
  INSTANCE;

  @Override
  public int len(Map<String, String> tags) {
    return tags.size();
  }

  @Override
  public String name(Map<String, String> tags, int index) {
    return List.copyOf(tags.keySet()).get(index);
  }

  @Override
  public String value(Map<String, String> tags, int index) {
    return List.copyOf(tags.values()).get(index);
  }
}
