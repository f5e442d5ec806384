package dev.slate.featurestore.store;

/**
 * The parallel lists, newest first, that a list feature is shown as where a list of interactions is
 * no type: to Feast's clients.
 */
public enum HistoryPart {
  /** Item ids, texts; has the feature's own name. */
  ITEMS(""),
  /** Names of event kinds. */
  KINDS("_kinds"),
  /** Milliseconds since 1970. */
  TIMES("_times"),
  /** Floats, NaN where there is none. */
  VALUES("_values"),
  EVENT_IDS("_event_ids");

  private final String suffix;

  HistoryPart(String suffix) {
    this.suffix = suffix;
  }

  /** The name of this list of a feature. */
  public String of(String feature) {
    return feature + suffix;
  }
}
