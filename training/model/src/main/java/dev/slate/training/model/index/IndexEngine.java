package dev.slate.training.model.index;

import java.util.Locale;

/** How to search; {@link #AUTO} measures and picks. */
public enum IndexEngine {
  AUTO,
  EXACT,
  HNSW,
  HNSWLIB;

  /** As in {@code index.engine} and {@link VectorIndex#engine()}. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException naming the value and what there is
   */
  public static IndexEngine ofConfigName(String name) {
    for (IndexEngine engine : values()) {
      if (engine.configName().equals(name)) {
        return engine;
      }
    }
    throw new IllegalArgumentException(
        "engine: " + name + " (expected: auto, exact, hnsw or hnswlib)");
  }
}
