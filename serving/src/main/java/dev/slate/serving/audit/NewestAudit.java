package dev.slate.serving.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest record of the topic {@code audits}, for the API and for metrics. Thread-safe. */
public final class NewestAudit {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final MeterRegistry meters;
  private final MultiGauge mismatches;
  private volatile JsonNode newest = none();

  public NewestAudit(MeterRegistry meters) {
    this.meters = meters;
    this.mismatches =
        MultiGauge.builder("slate.audit.mismatches")
            .description("Floats of other bits in the newest audit of served vectors")
            .register(meters);
  }

  private static ObjectNode none() {
    ObjectNode none = MAPPER.createObjectNode().put("ranMs", 0).put("sinceMs", 0);
    none.put("requests", 0).put("vectors", 0).put("compared", 0).put("differing", 0);
    none.put("notJudged", 0).putObject("reasons");
    none.putArray("features");
    return none;
  }

  /** Handles a record of the topic. */
  public void handle(String key, byte @Nullable [] json, long offset) {
    if (json == null) {
      return;
    }
    JsonNode audit = read(json);
    if (audit.path("ranMs").asLong() <= newest.path("ranMs").asLong()) {
      return;
    }
    newest = audit;
    meters.counter("slate.audit.compared").increment(audit.path("compared").asLong());
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (JsonNode feature : audit.path("features")) {
      rows.add(
          MultiGauge.Row.of(
              Tags.of("feature", feature.path("name").asText()),
              feature.path("differing").asLong()));
    }
    mismatches.register(rows, true);
  }

  private static JsonNode read(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the audit told it; all zero if none ever ran. */
  public JsonNode get() {
    return newest;
  }
}
