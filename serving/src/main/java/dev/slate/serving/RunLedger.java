package dev.slate.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The newest state of every nightly run, from the topic {@code runs}. Thread-safe. */
public final class RunLedger {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, JsonNode> runs = new ConcurrentHashMap<>();

  /** Handles a record of the topic. */
  void handle(String runId, byte @Nullable [] json, long offset) {
    if (json == null) {
      runs.remove(runId);
      return;
    }
    try {
      runs.put(runId, MAPPER.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By start, newest first. */
  public List<JsonNode> newestFirst() {
    return runs.values().stream()
        .sorted(Comparator.comparingLong((JsonNode run) -> -run.path("startedMs").asLong()))
        .toList();
  }

  public @Nullable JsonNode find(String runId) {
    return runs.get(runId);
  }
}
